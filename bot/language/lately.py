"""What was worked out for sentences lately: people ask many things in the same words. No sentence is kept, only its digest."""
from collections import OrderedDict
from hashlib import blake2b
from typing import Callable, Generic, List, Sequence, TypeVar

Value = TypeVar("Value")


class Lately(Generic[Value]):
    """The values of the last `most` different sentences."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[bytes, Value] = OrderedDict()

    def of(self, sentences: Sequence[str], work_out: Callable[[List[int]], Sequence[Value]]) -> List[Value]:
        """The value of each sentence; `work_out` gives those of the sentences at the places that it is told, once for each sentence."""
        keys = [blake2b(sentence.encode("utf-8", "replace"), digest_size=16).digest() for sentence in sentences]
        places = {key: place for place, key in enumerate(keys) if key not in self._values}
        fresh = dict(zip(places, work_out(list(places.values())), strict=True)) if places else {}
        values = [fresh[key] if key in fresh else self._values[key] for key in keys]
        for key, value in zip(keys, values, strict=True):
            self._values[key] = value
            self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)
        return values
