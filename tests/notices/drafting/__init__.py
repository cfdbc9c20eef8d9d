"""Tests of the notices' drafting."""
