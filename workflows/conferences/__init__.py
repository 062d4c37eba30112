"""Conferences: when they are due."""
