"""Read these first: what Callboard is about, one concept a test."""
