"""Tests of the readiness register."""
