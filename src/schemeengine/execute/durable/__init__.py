"""The second executor: gates as a forward-chaining ruleset of durable-rules."""
