"""Tests of the words and the payload of notices."""
