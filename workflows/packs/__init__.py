"""The chair's pack: the views side by side, the gaps, and what to ask."""
