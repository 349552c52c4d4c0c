"""Telegram: updates in through a webhook (door.py) or by asking for them (poll.py), messages out through the Bot API."""
