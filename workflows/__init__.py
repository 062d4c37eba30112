"""What the bot does, and the rules it follows."""
