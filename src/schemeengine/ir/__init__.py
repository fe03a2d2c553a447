"""Documents to meaning: resolved, typed, immutable."""
