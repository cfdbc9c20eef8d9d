"""Tests of the Prefect room."""
