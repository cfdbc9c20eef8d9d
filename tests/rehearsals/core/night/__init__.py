"""Tests of rehearsals/core/night."""
