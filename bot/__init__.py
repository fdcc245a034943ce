"""The only room that knows all others: settings, wiring, the inbox loop, the `yinling` command."""
