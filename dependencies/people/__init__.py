"""People: when they are on duty, who is booked when, and a plan levelled to those there are."""
