"""The web console: pages, sign-in and live updates, on the same desk as the command line."""
