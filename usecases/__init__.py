"""One verb per function: load, ask the domain, save, queue notices."""
