"""TwiML: what Twilio is told to say, and to listen for."""
from functools import lru_cache
from typing import List, NamedTuple, Optional

from twilio.twiml.voice_response import Gather, VoiceResponse

from bot.article import load_article
from bot.voice.session import USUAL

_MOST_HINTS, _LONGEST_HINT = 500, 100  # Twilio's limits
_LONGEST_SAID = 4_000  # characters; Twilio takes 4,096
_SAY_AGAIN_AFTER = 2  # seconds


class Voice(NamedTuple):
    """How Twilio speaks and listens, from credentials.yml."""

    voice: str
    speech_model: str
    speech_timeout: str
    enhanced: str
    language: str = "en-US"
    seconds: int = 6  # of silence before it is asked again, and after the last key


def listening(speech: str, rate: int, action: str, voice: Voice, *, digits: Optional[int]) -> str:
    """Says `speech` while it listens for words and keys alike, either of which interrupts it; then calls `action`, heard or not."""
    response = VoiceResponse()
    gather = Gather(input="dtmf speech", action=action, method="POST", action_on_empty_result=True, barge_in=True, timeout=voice.seconds, finish_on_key="#",
                    speech_timeout=voice.speech_timeout, speech_model=voice.speech_model, enhanced=voice.enhanced, language=voice.language,
                    hints=", ".join(hints()), profanity_filter=False, **({"num_digits": digits} if digits else {}))
    _say(gather, speech, rate, voice)
    response.append(gather)
    return str(response)


def parting(speech: str, rate: int, voice: Voice, *, urgent: str = "") -> str:
    """Says it and hangs up. `urgent`, which asks the caller to hang up and call for help, is said twice, with time to do so."""
    response = VoiceResponse()
    _say(response, speech, rate, voice)
    for _ in range(2 if urgent else 0):
        _say(response, urgent, rate, voice)
        response.pause(length=_SAY_AGAIN_AFTER)
    response.hangup()
    return str(response)


def silent() -> str:
    """Nothing to say any more: the call is over."""
    return str(VoiceResponse())


@lru_cache(maxsize=1)
def hints() -> List[str]:
    """Words a recogniser should expect: the names of what the article speaks of, and what steers the conversation."""
    article = load_article()
    subject = [str(term.label) for term in article.terms.values() if term.names_subject]
    labels = [*subject[:1], article.about.brief, *subject[1:], *(str(term.label) for term in article.terms.values())]
    for kind in ("symptom", "test", "food", "food_group", "treatment", "mechanism"):
        labels.extend(str(entry.label) for entry in article.of_kind(kind).values())
    labels.extend(["repeat", "slower", "more", "go back", "stop", "skip", "help", "yes", "no", "goodbye", "check my symptoms", "vegetarian", "vegan"])
    return [label for label in dict.fromkeys(label.replace(",", "") for label in labels) if len(label) <= _LONGEST_HINT][:_MOST_HINTS]


def _say(where: "VoiceResponse | Gather", speech: str, rate: int, voice: Voice) -> None:
    words = speech[:_LONGEST_SAID]
    if rate == USUAL:
        where.say(words, voice=voice.voice, language=voice.language)
    else:
        where.say(voice=voice.voice, language=voice.language).prosody(words, rate=f"{rate}%")
