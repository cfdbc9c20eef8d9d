"""The notices, from a run to those who are told."""
