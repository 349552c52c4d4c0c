"""What a message says, given what was said before: pure functions, no Rasa."""
