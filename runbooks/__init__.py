"""The model of a runbook: reading, checking and writing it, and the shipped library."""
