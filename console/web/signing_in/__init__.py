"""Signing in to the console: by password, by an identity provider, by the link of the set-up."""
