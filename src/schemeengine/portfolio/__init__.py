"""One case and all programmes: what fits, what excludes what, and which programmes go together best."""
