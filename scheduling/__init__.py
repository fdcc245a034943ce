"""Ticks, calendars, the roster solver, and the courier, which is the mouth."""
