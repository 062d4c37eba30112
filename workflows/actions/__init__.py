"""What was agreed that somebody will do: made, reported on, chased; and the adults."""
