"""How effects come from the outbox to Slack, and are read back."""
