"""Live updates: what has changed reaches every open page by server-sent events."""
