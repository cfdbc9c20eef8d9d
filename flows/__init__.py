"""Prefect: the flow that runs the engine, the mirror, the server. Only this room imports it."""
