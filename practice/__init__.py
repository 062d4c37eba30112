"""A Slack-compatible workspace to run, try, train with and test against."""
