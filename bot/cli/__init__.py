"""The command line, `coregroup`."""

from bot.cli.commands import main

__all__ = ["main"]
