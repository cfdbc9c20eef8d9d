"""Tests of rehearsals/core/plan."""
