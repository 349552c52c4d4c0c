"""A message that is sent twice, to one process or to two, is one turn."""
import asyncio
from typing import Any, List

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.guard import Guard
from bot.storage.lock import Locks
from bot.storage.store import Store
from tests.storage.conftest import MakeStore, run
from tests.storage.talk import MiniRasa, texts, turn

KEY = "0f8fad5bd9cb469fa16570867728950e"


class Counting(MiniRasa):
    """Says how many messages it has heard, with a button, and stores that as what was said."""

    async def __call__(self, message: UserMessage) -> None:
        async with self._locks.lock(message.sender_id):
            before = await self.store.get_or_create_tracker(message.sender_id, append_action_listen=False)
            assert before
            said = f"number {len(texts(list(before.events))) + 1}"
            events = turn(message.text, said=said, payload="/more")
            events[0].message_id = message.message_id
            tracker = await self.take(message.sender_id, events)
            await message.output_channel.send_response(message.sender_id, {"text": said})
            await self.store.save(tracker)


def _guard(store: Store) -> Guard:
    return Guard("rest", Counting(store, Locks(url="")))


@pytest.mark.parametrize(("messages", "answers", "kept"), [
    ([("yes", KEY), ("yes", KEY)], [1, 1], 1),
    ([("yes", KEY), ("yes", "")], [1, 2], 2),
    ([("yes", ""), ("yes", "")], [1, 2], 2),
    ([("yes", KEY), ("no", KEY)], [1, 2], 2),  # another message under the same key is another message
    ([("yes", KEY), ("and?", ""), ("and?", ""), ("and?", ""), ("yes", KEY)], [1, 2, 3, 4, 1], 4),
])
def test_sent_again(make_store: MakeStore, sender: str, messages: Any, answers: List[int], kept: int) -> None:
    """Each message reaches another process than the one before."""
    stores = [make_store(), make_store()]
    guards = [_guard(store) for store in stores]
    name = f"{sender}-{abs(hash(str(messages)))}"

    async def talk() -> List[str]:
        return [(await guards[number % 2].turn(name, text, key=key))[0]["text"] for number, (text, key) in enumerate(messages)]

    assert run(talk()) == [f"number {answer}" for answer in answers]
    assert len(texts(run(stores[0].history(f"rest:{name}")))) == kept


def test_both_at_once(make_store: MakeStore, sender: str) -> None:
    """The first process is not dead yet when the second is asked: one of them stores the turn, both say the same."""
    stores = [make_store(), make_store()]
    assert all(run(store.is_ready()) for store in stores)  # the file is made by one, not by both at once
    guards = [_guard(store) for store in stores]

    async def both() -> List[Any]:
        return list(await asyncio.gather(*(guard.turn(sender, "yes", key=KEY) for guard in guards)))

    here, there = run(both())
    assert here[0]["text"] == there[0]["text"] == "number 1"
    assert texts(run(stores[0].history(f"rest:{sender}"))) == ["yes"]


def test_what_came_with_it_comes_again(store: Store, sender: str) -> None:
    guard = _guard(store)

    async def twice() -> List[Any]:
        return [await guard.turn(sender, "yes", key=KEY) for _ in range(2)]

    assert run(twice())[1] == [{"text": "number 1", "buttons": [{"title": "/more", "payload": "/more"}], "custom": {"type": "answer"}}]
