"""Benchmarks: ratios within one run, printed; `make bench` runs them all."""
