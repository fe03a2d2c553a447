"""Meaning: types, hash-consed expressions and the scheme assembled from them; immutable."""
