"""The programme around the runs: frozen plans and changes to them, milestones, and what follows."""
