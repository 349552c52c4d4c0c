"""The doors: one file per channel, all of them behind the guard."""
