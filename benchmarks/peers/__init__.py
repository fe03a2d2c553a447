"""Other rule engines, each given the same sixteen clauses in its own language, written by hand."""
