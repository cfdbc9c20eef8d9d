"""The forecast: many trials of what is left of a network, with durations that are drawn."""
