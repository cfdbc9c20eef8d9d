"""Tests of rehearsals/core."""
