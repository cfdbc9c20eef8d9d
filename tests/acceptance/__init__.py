"""Whole rehearsals, through the command line, as a user would run them."""
