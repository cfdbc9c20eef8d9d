"""The timeline as a picture: an axis with a focus, and bars placed on it."""
