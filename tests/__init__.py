"""The tests: behaviour of each room, mirrored by folder."""
