"""Speech as SSML, for platforms that take it."""
import re
from html import escape

LONGEST = 7_500  # characters; Alexa takes 8,000
USUAL = 100  # percent


def to_ssml(speech: str, rate: int = USUAL) -> str:
    """`speech` as a document of sentences, escaped; `rate` in percent of the usual one."""
    sentences = "".join(f"<s>{escape(sentence, quote=True)}</s>" for sentence in re.split(r"(?<=[.?!]) +", _short(speech)) if sentence)
    return f"<speak>{sentences}</speak>" if rate == USUAL else f'<speak><prosody rate="{rate}%">{sentences}</prosody></speak>'


def _short(speech: str) -> str:
    """At most LONGEST characters once it is escaped, ended at a word."""
    printable = "".join(character for character in speech if character.isprintable())
    while len(escape(printable, quote=True)) + 7 * len(re.findall(r"[.?!] ", printable)) > LONGEST:
        printable = printable[: len(printable) * 3 // 4].rpartition(" ")[0]
    return printable
