"""Network and facts to values: pure, total, never raising on data."""
