"""Rules of the wishes, and what the tables hold."""
