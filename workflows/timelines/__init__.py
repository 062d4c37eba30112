"""A plan's timeline: what happened when, in lanes. Kinds, counts and dates only."""
