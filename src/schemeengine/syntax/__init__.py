"""Text to trees: every node with the place where it is written."""
