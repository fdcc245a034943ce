"""Free text (and voice) to intent and slots."""
