"""Channels, against real peers on loopback."""
