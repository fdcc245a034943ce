"""Who may do what, who somebody is, and what is written down about whom."""
