"""Meetings of a core group."""
