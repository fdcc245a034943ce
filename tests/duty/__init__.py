"""The rules of duty, without a conversation."""
