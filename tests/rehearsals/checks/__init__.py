"""Tests of automatic checks."""
