"""The short way in: dicts and JSON bytes to bound facts, validated once."""
