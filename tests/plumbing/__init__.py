"""The plumbing by itself: what comes in, what goes out, and what a crash may not do to either."""
