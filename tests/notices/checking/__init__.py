"""Tests of the linter, and of reading notices that were written by hand."""
