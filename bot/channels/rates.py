"""How often something may happen, counted in the memory of this process, which has a bound."""
import math
import time
from collections import deque
from typing import Deque, Dict, Optional

from limits import parse

MOST_KEYS = 20_000


class Rate:
    """`rate` as `limits` writes it: "60/minute", in any minute. After `most` different keys all counts begin anew.

    Counted here: what `limits` has for counting in memory starts a thread for every hit.
    """

    def __init__(self, rate: str, most: int = MOST_KEYS) -> None:
        limit = parse(rate)
        self._amount, self._period, self._most = limit.amount, limit.get_expiry(), most
        self._times: Dict[str, Deque[float]] = {}  # the latest ones of each key, oldest first

    def admits(self, key: str) -> bool:
        """Whether one more is within the rate; counts it."""
        if self._left(key) > 0:
            return False
        if len(self._times) >= self._most:
            self._times = {}
        self._times.setdefault(key, deque(maxlen=self._amount)).append(time.time())
        return True

    def is_open(self, key: str) -> bool:
        """Whether one more would be within the rate; counts nothing."""
        return self._left(key) <= 0

    def seconds(self, key: str) -> int:
        """After how many seconds one more will be admitted: at least one."""
        return max(1, math.ceil(self._left(key)))

    def _left(self, key: str) -> float:
        """Seconds until one more is admitted; 0 or less now."""
        times: Optional[Deque[float]] = self._times.get(key)
        return times[0] + self._period - time.time() if times and len(times) == self._amount else 0.0
