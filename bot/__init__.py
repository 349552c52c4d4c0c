"""An assistant that answers from one article, and leads through a symptom intake."""

__version__ = "1.0.0"  # the only place; CHANGELOG.md has an entry for it
