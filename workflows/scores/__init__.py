"""Scores and end-of-meeting answers: given separately, shown together."""
