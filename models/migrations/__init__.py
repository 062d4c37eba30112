"""Schema changes, numbered, one head."""
