"""Values to meaning: outcome, reasons, what is still missing."""
