"""Working time: calendars as spans of instants, and as the arrays that the planner reads."""
