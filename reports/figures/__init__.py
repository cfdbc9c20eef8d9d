"""The figures of each section: pure functions over the facts of a run."""
