"""The reference workload: one made-up scheme, and dossiers drawn at random for it."""
