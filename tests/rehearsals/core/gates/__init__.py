"""Tests of rehearsals/core/gates."""
