"""Notices as facts: what is said, what can be asked and can happen, decided and applied; pure."""
