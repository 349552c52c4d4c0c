"""What is remembered, and for how long."""
from bot.voice.session import FASTEST, SLOWEST, Kept, Session


def test_the_oldest_go_first() -> None:
    kept: Kept[int] = Kept(2, 60)
    for number in range(3):
        kept.put(str(number), number)
    assert [kept.get(key) for key in "012"] == [None, 1, 2]


def test_what_is_old_is_forgotten() -> None:
    now = [0.0]
    kept: Kept[int] = Kept(9, 60, lambda: now[0])
    kept.put("a", 1)
    now[0] = 50.0
    kept.put("b", 2)
    assert kept.get("a") == 1
    now[0] = 61.0
    kept.put("c", 3)
    assert len(kept) == 2
    assert kept.get("a") is None
    assert kept.pop("b") == 2
    assert kept.pop("b") is None


def test_speech_has_a_slowest_and_a_fastest_pace() -> None:
    session = Session("x")
    for _ in range(9):
        session.slower()
    assert session.rate == SLOWEST
    for _ in range(9):
        session.faster()
    assert session.rate == FASTEST
