"""What people ask, how it is answered, and what to teach next; worked out and kept on this machine."""
