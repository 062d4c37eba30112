"""The only door to Slack for what must arrive."""
