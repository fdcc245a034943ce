"""What is looked at or printed: cards, roster pictures, certificates, sheets, QR codes."""
