"""The graph of a runbook: planning, driving chains, anchoring, and rules that need a plan."""
