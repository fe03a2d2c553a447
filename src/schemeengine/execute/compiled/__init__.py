"""The default executor: one generated Python function a network."""
