"""The pure core of a run: commands, events, `decide`, `apply`. No clock, no store, no network."""
