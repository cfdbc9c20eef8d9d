"""Readiness: a register of what parties hand in before a cutover, and whether it still counts."""
