"""Challenges: raised, answered by a named person, taken up rung by rung, read."""
