"""A Rasa that says what a test wants, and remembers what it has offered as the real one does."""
from collections import defaultdict
from types import SimpleNamespace
from typing import Any, Callable, Dict, List, Optional

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered

Message = Dict[str, Any]


def echo(text: str) -> List[Message]:
    return [{"text": f"You said: {text}", "custom": {"type": "answer"}}]


class FakeRasa:
    """`says` makes messages of a text. Everything heard is in `heard`."""

    def __init__(self, says: Callable[[str], List[Message]] = echo) -> None:
        self.says, self.heard = says, list[UserMessage]()
        self._events: Dict[str, List[Any]] = defaultdict(list)
        self.intake: Optional[Dict[str, Any]] = None
        self.agent = SimpleNamespace(tracker_store=SimpleNamespace(retrieve=self._retrieve), is_ready=lambda: True)

    @property
    def texts(self) -> List[str]:
        return [message.text for message in self.heard]

    async def __call__(self, message: UserMessage) -> None:
        self.heard.append(message)
        for said in self.says(message.text):
            await message.output_channel.send_response(message.sender_id, said)
            self._events[message.sender_id].append(BotUttered(said.get("text"), {"buttons": said.get("buttons"), "custom": said.get("custom")}))

    async def _retrieve(self, conversation_id: str) -> Any:
        if conversation_id not in self._events:
            return None
        return SimpleNamespace(events=self._events[conversation_id], get_slot={"intake": self.intake}.get)
