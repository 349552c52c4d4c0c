"""Text and ids as they come in from anyone, made fit for use."""
import hashlib
import unicodedata

LONGEST_MESSAGE = 1_000  # characters
LONGEST_SENDER = 255  # characters
_KEPT = frozenset("\n\t\u200d")  # the last joins emoji
# Control characters (NUL among them), lone surrogates, private use, unassigned: nothing a person types.
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")


def clean_text(text: str) -> str:
    """`text` without what cannot be printed, in composed form, without white space at the ends."""
    return unicodedata.normalize("NFC", _printable(text)).strip()


def clean_sender(sender: str) -> str:
    """A sender's id without what cannot be printed; may be empty."""
    return "".join(character for character in _printable(sender) if character not in "\n\t").strip()


def conversation_id(channel: str, sender: str) -> str:
    """The id under which a channel's sender is known inside; the same sender on another channel is another conversation."""
    name = f"{channel}:{sender}"
    return name if len(name) <= LONGEST_SENDER else f"{channel}:{hashlib.sha256(sender.encode()).hexdigest()}"


def _printable(text: str) -> str:
    return "".join(character for character in text if character in _KEPT or unicodedata.category(character) not in _UNPRINTABLE)
