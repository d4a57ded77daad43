"""Numeric claims: what a text says about a number, read by a deterministic grammar over spaCy's tokens."""
