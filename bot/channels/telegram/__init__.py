"""Telegram: updates in through a webhook, messages out through the Bot API."""
from bot.channels.telegram.door import TelegramInput

__all__ = ["TelegramInput"]
