"""Stories through the real stack, rules, and properties."""
