"""What a request of Slack says, as plain values; what is nothing for us is None."""
import hashlib
import html
import json
import re
import time
from typing import Any, Dict, List, NamedTuple, Optional, Tuple
from urllib.parse import parse_qs

from bot.channels import pressed
from bot.channels.fields import object_at, text_at
from bot.channels.inbox import Json

Event = Dict[str, Any]

# Of the many kinds of messages those that a person has written; the others tell of edits, joins and the like.
_WRITTEN = ("", "file_share", "thread_broadcast")
_ENTITY = re.compile(r"<([^<>]*)>")
_THREAD = re.compile(r"\d{10}\.\d{6}", re.ASCII)


class Taken(NamedTuple):
    """`keys` tell a doubled event; `chat` is answered in order; `work` is what to answer."""

    keys: Tuple[str, ...]
    chat: str
    work: Json


def read_body(content_type: str, body: bytes) -> Optional[Event]:
    """What was sent: an event as JSON, or what a form holds under `payload`; a form without one is empty. None when it is neither. Never raises."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == "application/x-www-form-urlencoded":
            fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=100)
            given = json.loads(fields["payload"][0]) if "payload" in fields else {}
        else:
            given = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) else None


def read(given: Event) -> Optional[Taken]:
    """A message to us or a pressed button. Never raises."""
    return _message(given) if given.get("type") == "event_callback" else _pressed(given) if given.get("type") == "block_actions" else None


def clean(text: str, ours: List[str]) -> str:
    """What the person saw when typing it: our own mention left out, others by name, links by their text, entities as characters."""
    def shown(match: "re.Match[str]") -> str:
        address, _, label = match[1].partition("|")
        if address[:1] == "@":
            return " " if address[1:] in ours else f"@{label}" if label else "somebody"
        if address[:1] == "#":
            return f"#{label or address[1:]}"
        if address[:1] == "!":
            return label or f"@{address[1:]}"
        return label or address.removeprefix("mailto:")
    spaced = html.unescape(_ENTITY.sub(shown, text))
    told = "\n".join(" ".join(line.split()) for line in spaced.splitlines()).strip()
    return told.lstrip(",:; ") if told != text else told


def _message(given: Event) -> Optional[Taken]:
    event = object_at(given, "event")
    user, channel, at = text_at(event, "user"), text_at(event, "channel"), text_at(event, "ts")
    kind, files = text_at(event, "type"), bool(event.get("files"))
    private = channel.startswith("D") or text_at(event, "channel_type") == "im"
    if kind not in ("message", "app_mention") or (kind == "message" and not private) or not user or not channel or not at:
        return None
    if text_at(event, "subtype") not in _WRITTEN or event.get("bot_id") or event.get("hidden") is True or user in (*_ours(given, bots=True), "USLACKBOT"):
        return None
    ours = _ours(given)
    text = clean(text_at(event, "text"), ours)
    if kind == "app_mention" and not ours:
        text = re.sub(r"^somebody\b[\s,:]*", "", text)
    # The same message may come as two kinds of event, each with an id of its own
    same = hashlib.sha256(f"{channel}\n{at}\n{user}\n{text}".encode("utf-8", "replace")).hexdigest()
    id_ = text_at(given, "event_id")
    thread = _thread(text_at(event, "thread_ts")) or ("" if private else _thread(at))
    return Taken((*((f"event:{id_}",) if id_ else ()), f"message:{same}"), _chat(channel, thread, private), {
        "channel": channel, "thread": thread, "user": user, "private": private, "text": text, "files": files, "home": _home(given)})


def _pressed(given: Event) -> Optional[Taken]:
    actions = given.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    container, message = object_at(given, "container"), object_at(given, "message")
    channel = text_at(object_at(given, "channel"), "id") or text_at(container, "channel_id")
    user, at, value = text_at(object_at(given, "user"), "id"), text_at(message, "ts") or text_at(container, "message_ts"), text_at(action, "value")
    if action.get("type") != "button" or not user or not channel or not value:
        return None  # a button that is a link has no value
    private = channel.startswith("D") or text_at(object_at(given, "channel"), "name") == "directmessage"
    thread = _thread(text_at(message, "thread_ts")) or _thread(text_at(container, "thread_ts")) or ("" if private else _thread(at))
    blocks = message.get("blocks")
    return Taken(pressed.keys(_seconds(text_at(action, "action_ts")), channel, at, user, value), _chat(channel, thread, private), {
        "channel": channel, "thread": thread, "user": user, "private": private, "value": value, "title": text_at(object_at(action, "text"), "text"), "message": at,
        "blocks": blocks if isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks) else [], "text": text_at(message, "text"),
        "home": _home(given)})


def _seconds(stamp: str) -> float:
    """A time stamp of Slack's; now where it is none."""
    return float(stamp) if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", stamp, re.ASCII) else time.time()


def _thread(stamp: str) -> str:
    """Where to answer; nothing where it is no message's time stamp, since Slack would refuse the answer."""
    return stamp if _THREAD.fullmatch(stamp) else ""


def _chat(channel: str, thread: str, private: bool) -> str:
    return channel if private else f"{channel}:{thread}"


def _ours(given: Event, *, bots: bool = False) -> List[str]:
    """The users on whose behalf an event comes to us; with `bots` only what is surely ourselves, not a person who has installed us."""
    found, older = given.get("authorizations"), given.get("authed_users")
    ones = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if bots:
        return [text_at(one, "user_id") for one in ones if one.get("is_bot") is True]
    return [user for user in (*(text_at(one, "user_id") for one in ones), *(older if isinstance(older, list) else [])) if isinstance(user, str) and user]


def _home(given: Event) -> str:
    """The address that opens a direct message with us; empty when it cannot be told."""
    app, team = text_at(given, "api_app_id"), text_at(given, "team_id") or text_at(object_at(given, "team"), "id")
    known = re.fullmatch(r"\w{1,30}", app) and re.fullmatch(r"\w{1,30}", team)
    return f"https://slack.com/app_redirect?app={app}&team={team}" if known else ""
