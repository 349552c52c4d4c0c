"""What is said: pure functions on the article's data."""
