"""How often something may happen, counted in the memory of this process, which has a bound."""
import math
import time
from typing import Optional

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MOST_KEYS = 20_000


class Rate:
    """`rate` as `limits` writes it: "60/minute". After `most` different keys all counts begin anew."""

    def __init__(self, rate: str, most: int = MOST_KEYS) -> None:
        self._limit, self._most = parse(rate), most
        self._begin()

    def _begin(self) -> None:
        self._counts = MemoryStorage()  # the limiter itself holds it weakly only
        self._limiter = MovingWindowRateLimiter(self._counts)

    def admits(self, key: str) -> bool:
        """Whether one more is within the rate; counts it."""
        if len(self._counts.events) >= self._most:
            self._begin()
        return bool(self._limiter.hit(self._limit, key))

    def is_open(self, key: str) -> bool:
        """Whether one more would be within the rate; counts nothing."""
        return self._seconds(key) is None

    def seconds(self, key: str) -> int:
        """After how many seconds one more will be admitted: at least one."""
        return self._seconds(key) or 1

    def _seconds(self, key: str) -> Optional[int]:
        entries = self._counts.events.get(self._limit.key_for(key), [])
        if len(entries) < self._limit.amount:
            return None
        left: float = entries[self._limit.amount - 1].atime + self._limit.get_expiry() - time.time()
        return max(1, math.ceil(left)) if left > 0 else None
