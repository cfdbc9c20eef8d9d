"""What can be asked at gates and happen there: evidence, advice, decisions, items."""
