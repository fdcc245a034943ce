"""The time bank: rules, books, and what is left of them after crashes."""
