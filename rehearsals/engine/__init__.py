"""The engine: the loop that reconciles a run, its clocks, and the port to what executes tasks."""
