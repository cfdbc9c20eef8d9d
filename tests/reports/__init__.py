"""Tests of the report's figures, its page and its data."""
