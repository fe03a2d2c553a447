"""The explanation straight to JSON bytes: what never changes is written once for a programme."""
