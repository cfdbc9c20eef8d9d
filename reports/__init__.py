"""The timing report of a run: figures from its journal alone, as HTML and JSON."""
