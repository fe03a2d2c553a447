"""Why, and what if: the smallest reason, the next question, the smallest change, other readings."""
