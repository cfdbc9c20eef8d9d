"""Organisations and people: who they are, what they may do, and for which parties they speak."""
