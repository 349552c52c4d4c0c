"""A message that is sent twice, to one process or to two, is one turn."""
import asyncio
from typing import Any, List

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, SlotSet

from bot.channels.guard import Guard
from bot.intake.state import STOPPED
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


THROWN_AWAY = {"status": STOPPED, "consent": False}
SAYS = {"stopped": BotUttered("I keep nothing.", {"custom": {"type": "intake", "status": "stopped"}}),
        "deleted": BotUttered("It is done.", {"custom": {"type": "data", "action": "deleted"}})}


@pytest.mark.parametrize("what", SAYS)
@pytest.mark.parametrize(("first", "again", "same"), [(("no canary", KEY), ("no canary", KEY), True), (("no canary", KEY), ("no canary", ""), False),
                                                      (("no canary", KEY), ("yes", KEY), False)])
def test_of_what_was_thrown_away_the_id_is_known(make_store: MakeStore, sender: str, what: str, first: Any, again: Any, same: bool) -> None:
    """The second time in another process, after everything that was said is gone."""
    name = f"{sender}-{what}-{abs(hash(again))}"

    class Ending(MiniRasa):
        async def __call__(self, message: UserMessage) -> None:
            events = turn(message.text)
            events[0].message_id = message.message_id
            said = SAYS[what] if "no" in message.text and not seen else BotUttered("Anew.", {})
            seen.append(message.text)
            ends = [SlotSet("intake", THROWN_AWAY)] if what == "stopped" else []
            tracker = await self.take(message.sender_id, [*events[:2], said, *ends, *events[3:]])
            await message.output_channel.send_response(message.sender_id, said.message())
            await self.store.save(tracker)

    seen: List[str] = []

    async def talk() -> List[str]:
        told = [await Guard("rest", Ending(make_store(), Locks(url=""))).turn(name, text, key=key) for text, key in (first, again)]
        return [messages[0]["text"] for messages in told]

    told = run(talk())
    assert told == [SAYS[what].text, SAYS[what].text if same else "Anew."]
    kept = run(make_store().database.run(lambda cursor: [cursor.execute("SELECT * FROM notes"), str(cursor.fetchall())][1]))
    assert "I keep nothing" in kept or "It is done" in kept
    assert "canary" not in kept
    assert name not in kept
