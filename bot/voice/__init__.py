"""Talking: what a listener hears next, and what a listener's words and keys mean. Knows nothing of Rasa or of any platform."""
