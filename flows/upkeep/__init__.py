"""Keeping Callboard up: the console, an engine for each open run, crews, and one Prefect."""
