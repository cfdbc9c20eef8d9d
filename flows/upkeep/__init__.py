"""Keeping Callboard up: console, sender of notices, engines for open runs, crews, one Prefect."""
