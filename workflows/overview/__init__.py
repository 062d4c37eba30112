"""What one person owes and is near to: Home and the daily list. Read-only."""
