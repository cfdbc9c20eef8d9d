"""Tests of the runbook model, its reading and writing, its lint rules and the library."""
