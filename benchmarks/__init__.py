"""Speed, measured side by side with hand-written Python and with other engines."""
