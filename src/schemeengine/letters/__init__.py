"""Letters and reports: templates filled with what a verdict says, every sentence bound to its clause."""
