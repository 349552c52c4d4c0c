"""Slack: events and pressed buttons in (door.py), messages out through the Web API."""
