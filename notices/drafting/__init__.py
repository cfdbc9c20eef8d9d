"""What a run asks to be told: a file for each reason; pure. `wanted` puts them together."""
