"""Talks to a running assistant as a program would."""
import uuid
from typing import Any, Dict, List, Optional

import requests

Message = Dict[str, Any]


class Client:
    """One sender."""

    def __init__(self, url: str, sender: Optional[str] = None) -> None:
        self.url, self.sender = url, sender or uuid.uuid4().hex
        self.session = requests.Session()

    def post(self, body: Any, **options: Any) -> requests.Response:
        """POST `body` as it is (bytes or text), or as JSON."""
        if isinstance(body, (bytes, str)):
            options = {"headers": {"Content-Type": "application/json"}, **options}
            return self.session.post(f"{self.url}/webhooks/rest/webhook", data=body, timeout=60, **options)
        return self.session.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=60, **options)

    def messages(self, text: str) -> List[Message]:
        """What is said for `text`. Checks what holds for every turn: status 200, not empty, something in each message."""
        answer = self.post({"sender": self.sender, "message": text})
        assert answer.status_code == 200, answer.text
        messages: List[Message] = answer.json()
        assert messages
        assert all(message.get("text", "").strip() and message["custom"]["type"] for message in messages)
        return messages

    def say(self, text: str) -> List[Dict[str, Any]]:
        """The contract's objects of a turn."""
        return [message["custom"] for message in self.messages(text)]
