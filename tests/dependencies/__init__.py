"""Tests of the room `dependencies`."""
