"""The feeds, read by parsers that others wrote."""
