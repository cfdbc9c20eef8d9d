"""Tests of people: duty, bookings and levelling."""
