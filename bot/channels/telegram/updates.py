"""What an update of Telegram says, as plain values; what is nothing for us is None."""
import re
import time
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from bot.channels import pressed
from bot.channels.fields import object_at, text_at, whole_at
from bot.channels.inbox import Json

Update = Dict[str, Any]

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)
_MENTION = re.compile(r"(?<![\w@])@(\w{3,32})")
_MEDIA = ("photo", "voice", "audio", "video", "video_note", "sticker", "animation", "document", "location", "contact", "poll", "dice", "venue", "game", "story",
          "paid_media", "checklist")


class Taken(NamedTuple):
    """`keys` tell a doubled update; `chat` is answered in order; `work` is what to answer."""

    keys: Tuple[str, ...]
    chat: str
    work: Json


def read(update: Update, my_id: int) -> Optional[Taken]:
    """A message or a pressed button. In a group only what may be meant for us: a reply to us, a mention or a command. Never raises."""
    number = whole_at(update, "update_id")
    if number is None:
        return None
    query, message = object_at(update, "callback_query"), object_at(update, "message")
    if query:
        return _pressed(number, query)
    return _message(number, message, my_id) if message else None


def is_for(work: Json, me: str) -> bool:
    """Whether something said in a group is meant for us, whose name is `me`."""
    return bool(work["to_me"]) or me.lower() in work["names"]


def without_name(text: str, me: str) -> str:
    """`text` without the mention that was only to reach us."""
    return re.sub(rf"\s*(?<![\w@])@{re.escape(me)}\b", "", text, flags=re.IGNORECASE).strip(" ,:")


def command_of(text: str) -> Tuple[str, str]:
    """The name of a command and what stands behind it; an empty name when the text is none."""
    match = _COMMAND.fullmatch(text.strip())
    return (match["name"].lower(), (match["rest"] or "").strip()) if match else ("", "")


def _message(number: int, message: Update, my_id: int) -> Optional[Taken]:
    chat, sender = object_at(message, "chat"), object_at(message, "from")
    chat_id, sender_id = whole_at(chat, "id"), whole_at(sender, "id")
    if chat_id is None or sender_id is None or sender.get("is_bot") is True:
        return None
    text, media = text_at(message, "text") or text_at(message, "caption"), any(kind in message for kind in _MEDIA)
    if not text and not media:
        return None  # somebody joined, a title changed
    private = chat.get("type") == "private"
    command = _COMMAND.fullmatch(text.strip())
    names = [name.lower() for name in ([command["bot"]] if command and command["bot"] else []) + _MENTION.findall(text)]
    replied = object_at(message, "reply_to_message")
    answered = {} if "forum_topic_created" in replied else object_at(replied, "from")  # in a topic every message answers the one that opened it
    names.append(text_at(answered, "username").lower())
    to_me = whole_at(answered, "id") == my_id or _mentions(message, my_id)
    if not private and not any(names) and not to_me:
        return None
    album = text_at(message, "media_group_id")
    keys = (f"update:{number}", *((f"album:{chat_id}:{album}",) if album else ()))
    return Taken(keys, str(chat_id), {
        "chat": chat_id, "private": private, "sender": str(chat_id) if private else f"{chat_id}:{sender_id}", "text": text, "media": media, "names": names,
        "to_me": to_me, "message": whole_at(message, "message_id"), "topic": _topic(message)})


def _pressed(number: int, query: Update) -> Optional[Taken]:
    message, sender_id = object_at(query, "message"), whole_at(object_at(query, "from"), "id")
    chat, id_, data = object_at(message, "chat"), text_at(query, "id"), text_at(query, "data")
    chat_id = whole_at(chat, "id")
    if not id_ or not data or chat_id is None or sender_id is None:
        return None
    private, shown = chat.get("type") == "private", whole_at(message, "message_id")
    keys = (f"update:{number}", *pressed.keys(time.time(), str(chat_id), str(shown), str(sender_id), data))
    return Taken(keys, str(chat_id), {
        "chat": chat_id, "private": private, "sender": str(chat_id) if private else f"{chat_id}:{sender_id}", "query": id_, "data": data,
        "title": _title(message, data), "message": shown, "topic": _topic(message)})


def _title(message: Update, data: str) -> str:
    """What the pressed button shows."""
    rows = object_at(message, "reply_markup").get("inline_keyboard")
    buttons = [button for row in rows if isinstance(row, list) for button in row if isinstance(button, dict)] if isinstance(rows, list) else []
    return next((text_at(button, "text") for button in buttons if button.get("callback_data") == data), "")


def _topic(message: Update) -> Optional[int]:
    return whole_at(message, "message_thread_id") if message.get("is_topic_message") is True else None


def _mentions(message: Update, my_id: int) -> bool:
    """Whether somebody without a name of ours to type has chosen us from a list."""
    lists = [message.get(key) for key in ("entities", "caption_entities")]
    entities: List[Any] = [entity for some in lists if isinstance(some, list) for entity in some]
    return any(isinstance(entity, dict) and whole_at(object_at(entity, "user"), "id") == my_id for entity in entities)
