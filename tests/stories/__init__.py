"""People talking, from the first word to the last."""
