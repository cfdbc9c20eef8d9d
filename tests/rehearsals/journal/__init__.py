"""Tests of the journal: one contract for both stores, and what each promises beyond it."""
