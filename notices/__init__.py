"""Outage notices: what suppliers are told, in which words, over which channels, and the proof."""
