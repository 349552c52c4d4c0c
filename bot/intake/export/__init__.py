"""The summary as a file: one module per format, each a pure function from record or page to what is in the file."""
