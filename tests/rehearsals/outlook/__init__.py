"""Tests of the outlook of a run."""
