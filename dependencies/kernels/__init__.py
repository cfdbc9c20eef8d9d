"""Compiled functions on plain arrays: what a plan and a forecast are reckoned with."""
