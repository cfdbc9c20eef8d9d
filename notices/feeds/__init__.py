"""What others fetch: iCalendar, Atom, JSON."""
