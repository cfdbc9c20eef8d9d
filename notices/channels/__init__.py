"""One file for each way to reach people outside; each tries once and says how that went."""
