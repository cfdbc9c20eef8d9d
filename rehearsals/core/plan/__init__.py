"""What can become of the plan of a run: amended on the way, or turned back."""
