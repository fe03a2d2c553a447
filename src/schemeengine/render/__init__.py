"""Verdicts to pages: text, Markdown, HTML, letters, JSON. Decides nothing."""
