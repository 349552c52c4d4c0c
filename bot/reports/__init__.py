"""What the reports have in common: pages and pictures for people."""
