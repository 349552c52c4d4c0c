"""What is remembered of sentences: values, by digest, and not too many."""
from typing import List

from bot.language.lately import Lately


def test_each_sentence_is_worked_out_once() -> None:
    asked: List[List[int]] = []
    lately: Lately[str] = Lately(10)

    def of(*sentences: str) -> List[str]:
        return lately.of(sentences, lambda places: asked.append(places) or [sentences[place].upper() for place in places])  # type: ignore[func-returns-value]

    assert of("a", "b", "a") == ["A", "B", "A"]
    assert of("b", "c") == ["B", "C"]
    assert of() == []
    assert asked == [[2, 1], [1]]


def test_only_so_many_are_remembered_the_latest_and_no_words() -> None:
    lately: Lately[int] = Lately(2)
    for sentences in (["one", "two"], ["one"], ["three"], ["\ud800"]):
        lately.of(sentences, lambda places: places)
    assert len(lately._values) == 2
    assert all(isinstance(key, bytes) and len(key) == 16 for key in lately._values)


def test_more_at_once_than_is_remembered() -> None:
    lately: Lately[int] = Lately(1)
    assert lately.of(["one", "two", "one"], lambda places: places) == [2, 1, 2]
