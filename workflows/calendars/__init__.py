"""Everybody's own calendar: meetings, conferences and deadlines, by alias only."""
