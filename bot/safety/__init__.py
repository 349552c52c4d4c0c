"""Emergency detection: what must be said before anything else."""
from bot.safety.detect import find_urgent

__all__ = ["find_urgent"]
