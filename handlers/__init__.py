"""The ears: aiogram filters, buttons and forms; a handler calls one use case and returns what to say."""
