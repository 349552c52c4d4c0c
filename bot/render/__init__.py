"""From what is said to a channel's dialect, one file per dialect."""
