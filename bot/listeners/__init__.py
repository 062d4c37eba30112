"""What people can do in Slack: read, call one use case, answer."""
