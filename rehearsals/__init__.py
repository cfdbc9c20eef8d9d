"""A run of a runbook: its pure core, the journal, the engine and the simulated participants."""
