"""Pictures of a run: records with all places worked out, and their SVG. Pure."""
