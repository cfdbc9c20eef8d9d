"""Tests of rehearsals/participants."""
