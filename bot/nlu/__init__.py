"""Rasa's graph components, one per file."""
