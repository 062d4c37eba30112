"""Core groups, their children and plans."""
