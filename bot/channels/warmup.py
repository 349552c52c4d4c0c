"""Before the first person comes: a few silent turns, so that what is made late is made, and the first turn is as fast as the next."""
import asyncio
import copy
from typing import Any, Awaitable, Callable, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore

from bot import events, garbage
from bot.article import load_article

_SECONDS = 0.1  # between two looks at whether the action server is there
_CHANNEL, _SENDER = "rest", "rest:warm-up"


def texts() -> Tuple[str, ...]:
    """What is said in the silent turns: questions of different lengths, and an intake that is begun and ended."""
    about = load_article().about
    return (f"What is {about.subject}?", f"Tell me about {about.lack}, please, and how it is treated, in short", about.brief, "check my symptoms", "yes", "cancel")


async def silent_turns(agent: Any) -> None:
    """Whole turns through the model and the action server, in a conversation of their own that is kept nowhere. Raises what a turn raises."""
    processor = copy.copy(agent.processor)
    processor.tracker_store = InMemoryTrackerStore(processor.domain)
    for text in texts():
        await processor.handle_message(UserMessage(text, CollectingOutputChannel(), _SENDER, input_channel=_CHANNEL, metadata={"flaw": "", "public": False}))


class WarmUp:
    """`done` when the first turn will take no longer than the ones after it."""

    def __init__(self) -> None:
        self.done = False

    async def run(self, agent: Any, can_act: Callable[[Any], Awaitable[bool]]) -> None:
        """As soon as the action server can be asked. A turn that fails here may still succeed for a person, so it is told, and no more."""
        while not await can_act(agent):
            await asyncio.sleep(_SECONDS)
        try:
            await silent_turns(agent)
        except Exception as error:
            events.warm_up_failed(type(error).__name__)
        garbage.settle()
        self.done = True
