"""What all voice channels share: a listener's words, keys and silence in, what is spoken next out."""
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

from bot.channels.guard import SECONDS_PER_TURN, Guard, OnNewMessage
from bot.intake.answers import parse_yes_no
from bot.intake.commands import parse_command
from bot.intake.record import SLOTS
from bot.intake.tokens import tokenize
from bot.render.spoken import spoken, written
from bot.render.wording import load_voice
from bot.safety.detect import find_urgent
from bot.voice.heard import picked, steering
from bot.voice.keys import menu, pressed
from bot.voice.script import Script, plainly, script
from bot.voice.session import USUAL, Kept, Session, objects

SURE = 0.5  # confidence of a recogniser from which words are not asked back; 0 means that it gives none
_LONGEST_ASKED_BACK = 120  # characters
_MOST, _SECONDS_QUIET, _SECONDS_TO_RESUME = 2_000, 60 * 60.0, 24 * 60 * 60.0
_ASKING = ("asking", "review", "offered")
_SHOWN = ("answer", "decline", "smalltalk")  # what of a turn may stand on a screen for others to see: nothing of one's own health

Customs = Tuple[Mapping[str, Any], ...]
_GREET: Customs = ({"type": "smalltalk", "topic": "greet"},)
_BYE: Customs = ({"type": "smalltalk", "topic": "goodbye"},)
_FINE: Customs = ({"type": "smalltalk", "topic": "chitchat"},)
_UNSURE: Customs = ({"type": "decline", "reason": "not_understood"},)
_SILENT: Customs = ({"type": "decline", "reason": "empty"},)


class Reply(NamedTuple):
    """`speech` is plain words; `reprompt` what to say when nothing is heard; `shown` the turn for a screen, empty where it is private."""

    speech: str
    customs: Customs
    reprompt: str = ""
    ends: bool = False
    urgent: bool = False
    rate: int = USUAL
    shown: str = ""


class Line:
    """The sessions of one channel. Calls for one session have to be made one after the other (`session.lock`). Never raises."""

    def __init__(self, channel: str, on_new_message: OnNewMessage, *, seconds: float = SECONDS_PER_TURN) -> None:
        self._guard = Guard(channel, on_new_message, seconds=seconds)
        self._sessions: Kept[Session] = Kept(_MOST, _SECONDS_QUIET)
        self._unfinished: Kept[str] = Kept(_MOST, _SECONDS_TO_RESUME)
        steering("nothing"), find_urgent("nothing"), parse_yes_no(tokenize("nothing"))  # their data are read at start, not while somebody waits

    def known(self, id_: str) -> Optional[Session]:
        return self._sessions.get(id_)

    def session(self, id_: str, caller: str = "") -> Session:
        """The session of this id, begun now if there is none. `caller`: who is talking, in a form that cannot be read back, or empty."""
        session = self._sessions.get(id_) or Session(id_)
        session.caller = caller or session.caller
        self._sessions.put(id_, session)
        return session

    def end(self, id_: str) -> None:
        """The listener has gone. With their consent an unfinished intake can be taken up the next time, if they ask for it."""
        session = self._sessions.pop(id_)
        asked = session.asked if session else {}
        if session and session.caller and session.consent and (session.in_intake or (asked.get("type") == "intake" and asked.get("resumable"))):
            self._unfinished.put(session.caller, session.conversation)

    def greet(self, session: Session) -> Reply:
        greeting = load_voice().said.greeting
        session.spoken = spoken(greeting)
        return self._reply(session, session.spoken, _GREET)

    async def hear(self, session: Session, text: str, confidence: float = 0.0) -> Reply:
        session.silences = 0
        tokens = tokenize(text[:_LONGEST_ASKED_BACK])
        answer = parse_yes_no(tokens) if len(text) <= _LONGEST_ASKED_BACK else None
        unsure, session.unsure = session.unsure, ""
        if unsure and answer is not None:
            return await self._turn(session, unsure) if answer else self._say(session, plainly(load_voice().said.again), _UNSURE)
        command = steering(text)
        if not find_urgent(text):
            steered = self._steered(session, command, answer)
            if steered:
                return steered
            if 0 < confidence < SURE and text.strip() and not command and len(text) <= _LONGEST_ASKED_BACK:
                session.unsure = text
                return self._say(session, plainly(load_voice().said.unsure.replace("{heard}", text)), _UNSURE)
        if answer is False and session.asked.get("topic") == "thanks":
            text = command = "goodbye"  # "Is there anything else?" "No."
        if self._resumes(session, text):
            session.conversation = self._unfinished.pop(session.caller) or session.conversation
        reply = await self._turn(session, self._choice(session, text))
        return self._parting(session, reply) if command == "goodbye" else reply

    async def leave(self, session: Session, word: str) -> Reply:
        """Told by the platform that the listener said `word`, stop or cancel, which ends the conversation wherever it is."""
        if session.in_intake:
            return self._parting(session, await self._turn(session, word))
        return self._reply(session, load_voice().said.goodbye, _BYE)._replace(ends=True)

    async def press(self, session: Session, digits: str) -> Reply:
        """Keys of a telephone."""
        meaning = pressed(digits, session.asked, session.buttons, yes_no=session.offering or bool(session.unsure))
        if meaning.payload:
            session.silences, session.unsure = 0, ""
            return await self._turn(session, meaning.payload)
        return await self.hear(session, meaning.text) if meaning.text else self._say(session, plainly(load_voice().said.no_key), _UNSURE)

    def silence(self, session: Session) -> Reply:
        """Nothing was said: asked again twice, then goodbye."""
        said = load_voice().said
        session.silences += 1
        if session.silences > len(said.silence):
            return self._reply(session, said.farewell, _BYE)._replace(ends=True)
        keys = "" if session.offering or session.silences < 2 else menu(session.asked, session.buttons)
        speech = f"{said.silence[session.silences - 1]} {keys or self._open(session)}"
        return self._reply(session, speech, _SILENT)

    def _steered(self, session: Session, command: str, answer: Optional[bool]) -> Optional[Reply]:
        """What needs no understanding: how and how much is spoken. None for everything else."""
        if command in ("slower", "faster"):
            session.slower() if command == "slower" else session.faster()
            return self._reply(session, session.spoken or getattr(load_voice().said, command), session.customs or _FINE)
        if command == "repeat" and session.spoken:
            return self._reply(session, session.spoken, session.customs or _GREET)
        wants_more = command == "more" or (session.offering and answer is True)
        if wants_more and session.script:
            return self._say(session, session.script, session.customs)
        if session.offering and (command == "stop" or answer is False):
            session.script = session.script.skipped()
            if session.script.question:
                return self._say(session, session.script, session.customs)
            return self._say(session, plainly(load_voice().said.all_right), _FINE)
        if session.in_intake:
            if command == "more" and menu(session.asked, session.buttons):
                return self._reply(session, menu(session.asked, session.buttons), session.customs)
            return None
        if command == "stop" and session.asked.get("status") != "offered":
            return self._say(session, plainly(load_voice().said.all_right), _FINE)
        if command == "back":
            return self._reply(session, session.before or load_voice().said.nothing_before, session.customs or _FINE)
        return None

    async def _turn(self, session: Session, text: str) -> Reply:
        messages = await self._guard.turn(session.conversation, text)
        session.customs = objects(messages)
        session.buttons = tuple(next((message["buttons"] for message in reversed(messages) if message.get("buttons")), ()))
        session.consent = session.consent or any(custom.get("type") == "intake" and custom.get("slot") in SLOTS for custom in session.customs)
        urgent = [message["text"] for message in messages if message.get("custom", {}).get("type") == "urgent"]
        if urgent:
            session.script, session.offering, session.spoken = Script(), False, " ".join(urgent)
            return self._reply(session, session.spoken, session.customs)._replace(ends=True, urgent=True)
        asks = session.asked.get("type") == "intake" and session.asked.get("status") in _ASKING
        choices = [] if session.asked.get("type") == "intake" else [button["title"] for button in session.buttons]
        told = script([str(message.get("text", "")) for message in messages], asks=asks, choices=choices)
        reply = self._say(session, told, session.customs)._replace(shown=_shown(messages))
        return self._parting(session, reply) if session.asked.get("topic") == "goodbye" else reply

    def _say(self, session: Session, told: Script, customs: Customs) -> Reply:
        breath = told.next()
        session.before, session.spoken = session.spoken, breath.text
        session.script, session.offering = breath.rest, breath.offers
        return self._reply(session, breath.text, customs)

    def _reply(self, session: Session, speech: str, customs: Customs) -> Reply:
        return Reply(speech, customs, self._open(session), rate=session.rate)

    def _parting(self, session: Session, reply: Reply) -> Reply:
        goodbye = session.asked.get("topic") == "goodbye"
        session.script, session.offering = Script(), False
        return reply._replace(ends=True, speech=reply.speech if goodbye else f"{reply.speech} {load_voice().said.goodbye}")

    def _open(self, session: Session) -> str:
        """What is waited for: an answer to an offer or to a question, or anything."""
        offers = load_voice().offers
        if session.unsure:
            return session.spoken
        if session.offering:
            return offers.go_on if session.script.due else offers.more
        return session.script.question or offers.next

    def _resumes(self, session: Session, text: str) -> bool:
        if session.in_intake or not session.caller or self._unfinished.get(session.caller) is None or len(text) > _LONGEST_ASKED_BACK:
            return False
        command = parse_command(tokenize(text), open_slot=None)
        return command is not None and command.name == "resume"

    def _choice(self, session: Session, text: str) -> str:
        """The payload of the choice that was said as it was offered, else the text."""
        if session.asked.get("type") == "intake":
            return text
        number = picked(text, [button["title"] for button in session.buttons])
        return text if number is None else session.buttons[number]["payload"]


def _shown(messages: List[Dict[str, Any]]) -> str:
    if any(message.get("custom", {}).get("type") not in _SHOWN for message in messages):
        return ""
    return written("\n\n".join(message["text"] for message in messages))
