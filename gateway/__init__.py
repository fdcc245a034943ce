"""A Bot API server of our own with a phone page: rehearsal, tests, communities without Telegram."""
