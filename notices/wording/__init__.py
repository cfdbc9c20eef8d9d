"""The words of notices: templates rendered in Jinja2's sandbox."""
