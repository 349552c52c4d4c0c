"""The guided symptom intake: what was told, what to ask next, what to say of it. Pure functions; knows nothing of Rasa."""
