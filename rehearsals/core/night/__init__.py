"""What the people who run the night ask of a run, and what then has happened."""
