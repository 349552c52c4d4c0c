"""What a sentence is made of, without Rasa: words, spelling, the things it mentions."""
