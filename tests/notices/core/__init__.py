"""Tests of the notices' core."""
