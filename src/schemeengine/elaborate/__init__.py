"""Documents as written to typed meaning: every head, expression and table lowered to the IR."""
