"""Rosters: rules, goals, the verifier, the solver and its problem files."""
