"""Automatic checks of gate criteria: made outside the run, and recorded in it."""
