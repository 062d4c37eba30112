"""Replaying a dated story through the real workflows, into a database thrown away."""
