"""The gateway, met by the two Telegram libraries, by the control interface, and by a browser."""
