"""Notices between meetings: given, read and acknowledged by each, and chased."""
