"""Drift: signals that a plan stands still, one alert a family, and its answers."""
