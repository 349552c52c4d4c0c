"""From what came in on Slack to the calls that answer it."""
import re
from typing import Any, Callable, List, Optional

from bot import events, settings
from bot.channels.cleaning import conversation_id
from bot.channels.courier import Answered
from bot.channels.downloads import File
from bot.channels.guard import Guard, Message, did
from bot.channels.inbox import Json
from bot.channels.kept import data_for
from bot.channels.offered import offered
from bot.channels.slack.api import UPLOAD
from bot.channels.wording import load_wording
from bot.render.slack import chosen, to_slack

CHANNEL = "slack"
_LINK = re.compile(r"\s*\[[^\]]*\]\(/data/[^)]*\)\s*$")


class SlackAnswers:
    """Called with the `work` of events.Taken. A direct message is one conversation, in a channel every thread is one for each person."""

    def __init__(self, guard: Guard, agent: Callable[[], Any]) -> None:
        self._guard, self._agent = guard, agent

    async def __call__(self, work: Json) -> Answered:
        if "value" in work:
            return await self._pressed(work)
        words = load_wording()
        if work["files"] and not work["text"]:
            return Answered(_messages(work, [{"text": words.words_only}]))
        beside = _messages(work, [{"text": words.words_only_beside}]) if work["files"] else []
        turn = await self._turn(work, work["text"])
        return turn._replace(calls=[*beside, *turn.calls])

    async def _pressed(self, work: Json) -> Answered:
        payload = await offered(self._agent(), conversation_id(CHANNEL, _sender(work)), work["value"])
        if payload is None:
            words = load_wording()
            told = to_slack({"text": words.old_button if work["private"] else words.not_your_button})[0]
            if work["private"]:
                return Answered([{"method": "chat.postMessage", "params": {**_to(work), **told}}])
            return Answered([{"method": "chat.postEphemeral", "params": {**_to(work), "user": work["user"], **told}}])
        turn = await self._turn(work, payload)
        return turn._replace(calls=[*_used(work), *turn.calls])

    async def _turn(self, work: Json, text: str) -> Answered:
        messages = await self._guard.turn(_sender(work), text, public=not work["private"], key=work.get("key", ""))
        served = not any((message.get("custom") or {}).get("reason") == "unavailable" for message in messages)
        calls: List[Json] = []
        for message in messages:
            file = await self._copy(work) if work["private"] and did([message], "exported") else None
            calls += _with_file(work, message, file) if file else _messages(work, [message])
        return Answered(calls, served)

    async def _copy(self, work: Json) -> Optional[File]:
        try:
            return await data_for(self._agent(), conversation_id(CHANNEL, _sender(work)))
        except Exception as error:  # what belongs to it is said, with a link
            events.summary_file_failed(CHANNEL, type(error).__name__)
            return None


def _sender(work: Json) -> str:
    return f"{work['channel']}:{work['user']}" if work["private"] else f"{work['channel']}:{work['thread']}:{work['user']}"


def _to(work: Json) -> Json:
    return {"channel": work["channel"], **({"thread_ts": work["thread"]} if work["thread"] else {})}


def _messages(work: Json, messages: List[Message]) -> List[Json]:
    calls: List[Json] = []
    for message in messages:
        private = (message.get("custom") or {}).get("type") == "intake" and not work["private"] and work["home"]
        links = [(load_wording().go_private, work["home"])] if private else []
        for sent in to_slack(message, base=settings.public_url(), links=links):
            calls.append({"method": "chat.postMessage", "params": {**_to(work), **sent, "unfurl_links": False, "unfurl_media": False}})
    return calls


def _with_file(work: Json, message: Message, file: File) -> List[Json]:
    """A file beside what is said of it; a link in its place where the workspace takes no file of ours, or word of who can hand one over."""
    link, words = _LINK.search(message["text"]), load_wording()
    instead = {"text": link[0].strip() if link and settings.public_url() else words.no_file}
    said = {**message, "text": message["text"][:link.start()]} if link else message
    params = {**_to(work), "initial_comment": words.data_file}
    content = {"name": file.name, "content": file.content.hex()}
    return [*_messages(work, [said]), {"method": UPLOAD, "params": params, "file": content, "instead": _messages(work, [instead])}]


def _used(work: Json) -> List[Json]:
    """The buttons of a message become what was chosen."""
    if not work["message"] or not work["blocks"]:
        return []
    params = {"channel": work["channel"], "ts": work["message"], "text": work["text"] or work["title"], "blocks": chosen(work["blocks"], work["title"])}
    return [{"method": "chat.update", "params": params, "once": True}]
