"""Choosing among applications: ranking, ties, budget, first come, lottery; every place explained."""
