"""The roster solver: problem files in, proven rosters out; HiGHS runs in a child process only."""
