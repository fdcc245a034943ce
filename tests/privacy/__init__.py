"""What must not be found: plain phones, addresses, health words and case texts, in files and logs."""
