"""Simulated participants: people of every party, with seeded hand-over and work times."""
