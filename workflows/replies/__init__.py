"""Plain replies to the bot: taken in sealed, answered with what to do."""
