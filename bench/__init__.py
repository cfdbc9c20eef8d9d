"""Measurements, each beside a plain yardstick taken in the same run: `make bench`."""
