"""Trees to documents as written: shape only, no meaning."""
