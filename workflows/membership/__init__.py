"""Who belongs to a core group, and who stands in for whom."""
