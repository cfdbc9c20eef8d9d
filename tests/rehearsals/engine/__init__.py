"""Tests of rehearsals/engine."""
