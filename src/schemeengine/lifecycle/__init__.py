"""Events to states: what has become of each certificate, what is due, and which grounds exist."""
