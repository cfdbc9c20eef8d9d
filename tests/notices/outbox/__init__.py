"""The outbox: queue, schedule, letters, sender, and what people ask of it."""
