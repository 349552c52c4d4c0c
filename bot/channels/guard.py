"""Stands between every channel and Rasa: a turn is limited, in order, in time, and never empty."""
import asyncio
import time
from typing import Any, Awaitable, Callable, Dict, List, MutableMapping, Optional
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot import events, metrics, settings
from bot.answers.reading import Decline, Reading, Urgent
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.channels.cleaning import LONGEST_MESSAGE, clean_text, conversation_id
from bot.channels.rates import Rate
from bot.channels.turnstile import Full, turnstile
from bot.render.message import dialect_of, to_message
from bot.safety.detect import find_urgent
from bot.storage.outcome import Outcome, watched

Message = Dict[str, Any]
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

SECONDS_PER_TURN = 9.0  # the person has an answer within ten
WAITING = 0.75  # the share of it in which a turn may wait for its beginning


class Collector(CollectingOutputChannel):
    """Keeps each thing said as one message: its text, buttons and custom object together."""

    async def send_response(self, recipient_id: str, message: Message) -> None:
        kept = {key: message[key] for key in ("text", "buttons", "image", "attachment", "custom") if message.get(key)}
        if kept:
            self.messages.append(kept)


class Guard:
    """One guard per channel.

    Per conversation it keeps turns in the order of their arrival and counts them; it hands Rasa only cleaned text, no metadata of
    the caller's, and of a crowd a few turns at a time; and it says something where Rasa says nothing, fails, cannot begin, or takes longer
    than `seconds`. Without a `rate` ("60/minute") that of the settings holds.
    """

    def __init__(self, channel: str, on_new_message: OnNewMessage, *, seconds: float = SECONDS_PER_TURN, rate: str = "") -> None:
        self._channel, self._on_new_message, self._seconds = channel, on_new_message, seconds
        metrics.knows(channel)
        self._rate = Rate(rate or f"{settings.messages_per_minute()}/minute")
        self._locks: MutableMapping[str, asyncio.Lock] = WeakValueDictionary()

    def conversation(self, sender: str) -> str:
        """The id under which Rasa keeps what `sender` says on this channel."""
        return conversation_id(self._channel, sender)

    def admits(self, what: str) -> bool:
        """Whether one more of `what` is within the rate; counts it."""
        return self._rate.admits(what)

    def seconds(self, what: str) -> int:
        """After how many seconds one more of `what` will be admitted."""
        return self._rate.seconds(what)

    async def turn(self, sender: str, text: str, *, public: bool = False, key: str = "") -> List[Message]:
        """What is said for `text` of `sender` (cleaned, not empty): at least one message, within the time limit. Never raises.

        `public`: others read along, so no intake is begun and nothing of one is kept. `key`: what the same message has in common with itself
        when it is sent again (bot/channels/once.py); then it is answered as before.
        """
        began = time.perf_counter()
        messages = await self._turn(sender, text, public, key)
        metrics.turn(self._channel, messages, time.perf_counter() - began)
        return messages

    async def _turn(self, sender: str, text: str, public: bool, key: str) -> List[Message]:
        conversation = self.conversation(sender)
        if not self.admits(conversation):
            events.rate_limited("sender", self._channel)
            return fallback("busy", self._channel, text)
        collector, outcome = Collector(), Outcome(unsaved=True)  # until it is known to be
        try:
            outcome = await asyncio.wait_for(self._in_order(conversation, text, collector, public, key), self._seconds)
        except asyncio.TimeoutError:
            events.turn_timed_out(self._channel)
        except Full:
            events.rate_limited("crowd", self._channel)
            return fallback("busy", self._channel, text)
        except Exception as error:  # whatever it is, the person gets an answer
            events.turn_failed(self._channel, type(error).__name__)
        else:
            if not collector.messages:
                events.turn_was_silent(self._channel)
        return told(list(collector.messages), outcome, self._channel, text)

    async def _in_order(self, conversation: str, text: str, collector: Collector, public: bool, key: str) -> Outcome:
        # Rasa's own lock polls once a second; asyncio's is first come, first served.
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        cleaned = clean_text(text)
        flaw = "too_long" if len(cleaned) > LONGEST_MESSAGE else "" if cleaned else "empty"
        now = asyncio.get_running_loop().time
        begins_by = now() + WAITING * self._seconds
        async with lock, turnstile().place(begins_by - now()):
            for _ in range(2):  # what another process has stored meanwhile may make it another answer
                collector.messages.clear()
                with watched() as outcome:
                    await self._on_new_message(UserMessage(cleaned[:LONGEST_MESSAGE], collector, conversation, input_channel=self._channel,
                                                           message_id=key or None, metadata={"flaw": flaw, "public": public}))
                if outcome.said_before is not None:
                    collector.messages[:] = outcome.said_before
                if not outcome.conflict:
                    break
            return outcome


def told(messages: List[Message], outcome: Outcome, channel: str = "", text: str = "") -> List[Message]:
    """What is said in a turn for `text`, never nothing; that it could not be stored is said with the last text."""
    if not messages or outcome.undeleted:
        return fallback("unavailable", channel, text)
    texts = [number for number, message in enumerate(messages) if message.get("text")]
    if (outcome.unsaved or outcome.conflict) and texts:
        last = messages[texts[-1]]
        messages[texts[-1]] = {**last, "text": f"{last['text']}\n\n{load_replies().data.unsaved}"}
    return messages


def did(messages: List[Message], action: str) -> bool:
    """Whether one of the messages says that `action` (of the contract's `data`) was done."""
    return any((message.get("custom") or {}).get("type") == "data" and message["custom"].get("action") == action for message in messages)


def fallback(reason: str, channel: str = "", text: str = "") -> List[Message]:
    """What is said on a channel without Rasa, for the contract's decline `reason`; before it, when `text` tells of an emergency, what is said of those."""
    urgent, article = _urgent_in(text, channel), load_article()
    readings: List[Reading] = [*([Urgent(urgent)] if urgent else []), Decline(reason)]
    return [to_message(said, article, dialect_of(channel)) for said in say(readings, article, load_replies())]


def _urgent_in(text: str, channel: str) -> Optional[str]:
    """The reason of an emergency. What has kept Rasa from answering must not keep this from being said, nor this an answer."""
    try:
        return find_urgent(clean_text(text)[:LONGEST_MESSAGE]) if text else None
    except Exception as error:
        events.turn_failed(channel, type(error).__name__)
        return None
