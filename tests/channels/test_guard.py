"""The guard around a Rasa that behaves, fails, hangs or says nothing."""
import asyncio
from typing import List
from unittest.mock import patch

import pytest
from rasa.core.channels.channel import UserMessage

from bot.answers.replies import load_replies
from bot.channels.guard import SECONDS_PER_TURN, Guard, Message, OnNewMessage
from bot.channels.turnstile import AT_ONCE
from bot.storage.outcome import current


async def echo(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": message.text, "custom": {"type": "answer"}})


async def nothing(message: UserMessage) -> None:
    pass


async def broken(message: UserMessage) -> None:
    raise ValueError("secret words of a person")


async def slow(message: UserMessage) -> None:
    await asyncio.sleep(60)


def reasons(messages: List[Message]) -> List[str]:
    return [message["custom"]["reason"] for message in messages]


def test_a_turn_is_what_rasa_says() -> None:
    assert asyncio.run(Guard("rest", echo).turn("a", " hi\x00 ")) == [{"text": "hi", "custom": {"type": "answer"}}]


def test_a_turn_is_never_empty() -> None:
    assert reasons(asyncio.run(Guard("rest", nothing).turn("a", "hi"))) == ["unavailable"]


def test_a_failing_turn_is_answered() -> None:
    assert reasons(asyncio.run(Guard("rest", broken).turn("a", "hi"))) == ["unavailable"]


@pytest.mark.parametrize("rasa", [nothing, broken])
def test_an_emergency_is_heard_also_when_rasa_is_not_there(rasa: OnNewMessage) -> None:
    urgent, declined = asyncio.run(Guard("rest", rasa).turn("a", "my dad has crushing chest pain"))
    assert urgent["custom"] == {"type": "urgent", "reason": "chest_pain"}
    assert declined["custom"]["reason"] == "unavailable"


def test_an_emergency_is_heard_also_after_too_many_messages() -> None:
    async def talk() -> List[Message]:
        guard = Guard("rest", echo, rate="1/minute")
        return [await guard.turn("a", text) for text in ("hi", "I can't breathe")][-1]
    assert [message["custom"].get("reason") for message in asyncio.run(talk())] == ["breathing", "busy"]


def test_a_slow_turn_is_answered_in_time() -> None:
    assert SECONDS_PER_TURN < 10
    assert reasons(asyncio.run(asyncio.wait_for(Guard("rest", slow, seconds=0.05).turn("a", "hi"), 5))) == ["unavailable"]


def test_too_many_messages_are_told_so_by_sender() -> None:
    async def talk() -> List[List[Message]]:
        guard = Guard("rest", echo, rate="2/minute")
        return [await guard.turn(sender, "hi") for sender in ("a", "a", "a", "b")]
    third, other = asyncio.run(talk())[2:]
    assert reasons(third) == ["busy"]
    assert other[0]["text"] == "hi"


def test_turns_of_one_person_are_taken_in_order() -> None:
    order: List[str] = []

    async def first_is_slow(message: UserMessage) -> None:
        await asyncio.sleep(0.05 if message.text == "0" else 0)
        order.append(message.text)
        await echo(message)

    async def talk() -> None:
        guard = Guard("rest", first_is_slow)
        await asyncio.gather(*(guard.turn("a", str(number)) for number in range(20)))
    asyncio.run(talk())
    assert order == [str(number) for number in range(20)]


def test_a_crowd_is_let_through_a_few_at_a_time_and_the_surplus_told_so() -> None:
    most = under_way = 0

    async def crowd() -> List[List[Message]]:
        async def works(message: UserMessage) -> None:
            nonlocal most, under_way
            under_way += 1
            most = max(most, under_way)
            await done.wait()
            under_way -= 1
            await echo(message)

        done, guard = asyncio.Event(), Guard("rest", works, seconds=40)
        turns = [asyncio.ensure_future(guard.turn(str(number), "I can't breathe")) for number in range(AT_ONCE + 3)]
        surplus = [await turn for turn in turns[AT_ONCE:]]
        done.set()
        return [*(await asyncio.gather(*turns[:AT_ONCE])), *surplus]

    with patch("bot.channels.guard.WAITING", 0.005):
        said = asyncio.run(crowd())
    assert most == AT_ONCE
    assert [messages[-1]["custom"].get("reason") for messages in said] == [None] * AT_ONCE + ["busy"] * 3
    assert all(messages[0]["custom"]["reason"] == "breathing" for messages in said[AT_ONCE:])


def test_rasa_hears_of_empty_and_long_messages_by_their_flaw() -> None:
    heard: List[UserMessage] = []

    async def listen(message: UserMessage) -> None:
        heard.append(message)

    async def talk() -> None:
        guard = Guard("rest", listen)
        for text in ("", "x" * 1_001, "x" * 1_000):
            await guard.turn("a", text)
    asyncio.run(talk())
    assert [message.metadata["flaw"] for message in heard] == ["empty", "too_long", ""]
    assert max(len(message.text) for message in heard) == 1_000
    assert {message.sender_id for message in heard} == {"rest:a"}


def test_what_could_not_be_stored_is_told_with_the_last_text() -> None:
    async def unsaved(message: UserMessage) -> None:
        await echo(message)
        await message.output_channel.send_response(message.sender_id, {"text": "and more", "custom": {"type": "intake"}, "buttons": [{"title": "a"}]})
        current().unsaved = True
    first, second = asyncio.run(Guard("rest", unsaved).turn("a", "hi"))
    assert first == {"text": "hi", "custom": {"type": "answer"}}
    assert second == {"text": f"and more\n\n{load_replies().data.unsaved}", "custom": {"type": "intake"}, "buttons": [{"title": "a"}]}


def test_a_turn_that_met_another_one_is_repeated_once() -> None:
    heard: List[UserMessage] = []

    async def conflict(message: UserMessage) -> None:
        heard.append(message)
        await echo(message)
        current().conflict = len(heard) < 2
    assert asyncio.run(Guard("rest", conflict).turn("a", "hi")) == [{"text": "hi", "custom": {"type": "answer"}}]
    assert len(heard) == 2


def test_a_turn_that_is_never_stored_is_not_repeated_for_ever() -> None:
    async def conflict(message: UserMessage) -> None:
        await echo(message)
        current().conflict = True
    (message,) = asyncio.run(Guard("rest", conflict).turn("a", "hi"))
    assert message["text"].endswith(load_replies().data.unsaved)


def test_an_answer_whose_saving_hangs_is_given_and_told() -> None:
    async def hang(message: UserMessage) -> None:
        await echo(message)
        await asyncio.sleep(60)
    (message,) = asyncio.run(Guard("rest", hang, seconds=0.05).turn("a", "hi"))
    assert message == {"text": f"hi\n\n{load_replies().data.unsaved}", "custom": {"type": "answer"}}


def test_a_deletion_that_failed_is_not_told_as_done() -> None:
    async def undeleted(message: UserMessage) -> None:
        await echo(message)
        current().undeleted = True
    assert reasons(asyncio.run(Guard("rest", undeleted).turn("a", "delete all"))) == ["unavailable"]


def test_rasa_hears_where_others_read_along() -> None:
    heard: List[UserMessage] = []

    async def listen(message: UserMessage) -> None:
        heard.append(message)

    async def talk() -> None:
        guard = Guard("slack", listen)
        await guard.turn("a", "hi", public=True)
        await guard.turn("a", "hi")
    asyncio.run(talk())
    assert [message.metadata["public"] for message in heard] == [True, False]
