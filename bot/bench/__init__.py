"""How fast the assistant is, beside Rasa's floor and Rasa's stock configuration: `python -m bot.bench`."""
