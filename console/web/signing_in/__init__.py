"""Signing in to the web console: by password, by an identity provider, by the link of the set-up."""
