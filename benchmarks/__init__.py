"""Figures with their anchors: one JSON line each."""
