"""Tests of rehearsals/core/tasks."""
