"""The Web API's methods, one file for each part of Slack."""
