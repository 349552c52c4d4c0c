"""Slack: events and pressed buttons in, messages out through the Web API."""
from bot.channels.slack.door import SlackInput

__all__ = ["SlackInput"]
