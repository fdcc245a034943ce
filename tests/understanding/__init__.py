"""Sentences as retirees say them, and what is understood."""
