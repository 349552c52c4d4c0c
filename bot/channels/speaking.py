"""What all voice channels share: a listener's words, keys and silence in, what is spoken next out."""
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

from bot.answers.payloads import DELETE
from bot.answers.wording import written
from bot.channels.guard import SECONDS_PER_TURN, Guard, OnNewMessage
from bot.channels.memory import Memory
from bot.channels.sessions import SECONDS_TO_RESUME, Sessions
from bot.intake.answers import parse_yes_no
from bot.intake.commands import parse_command
from bot.intake.record import SLOTS
from bot.intake.tokens import tokenize
from bot.render.breath import LONGEST, seconds
from bot.render.spoken import spoken
from bot.render.wording import load_voice
from bot.safety.detect import find_urgent
from bot.voice.heard import load_steering, picked, steering
from bot.voice.keys import menu, pressed
from bot.voice.script import Script, plainly, script
from bot.voice.session import USUAL, Session, objects

SURE = 0.5  # confidence of a recogniser from which words are not asked back; 0 means that it gives none
_LONGEST_ASKED_BACK = 120  # characters
_ASKING = ("asking", "review", "offered")
_CLOSED = ("answer", "summary")  # what ends with the question whether there is anything else
_PACES, _NO_MORE = ("slower", "faster"), ("stop", "skip", "enough")
_SENSELESS = ("not_understood", "out_of_scope")
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


class Line(Sessions):
    """The conversations of one voice channel: sessions, and what is said in them. Never raises."""

    def __init__(self, channel: str, on_new_message: OnNewMessage, *, seconds: float = SECONDS_PER_TURN, memory: Optional[Memory] = None,
                 resumable: float = SECONDS_TO_RESUME) -> None:
        super().__init__(channel, memory or Memory(), resumable=resumable)
        self._guard = Guard(channel, on_new_message, seconds=seconds)
        steering("nothing"), find_urgent("nothing"), parse_yes_no(tokenize("nothing"))  # their data are read at start, not while somebody waits

    def greet(self, session: Session) -> Reply:
        session.spoken = spoken(load_voice().said.greeting)
        return self._reply(session, session.spoken, _GREET)

    async def hear(self, session: Session, text: str, confidence: float = 0.0) -> Reply:
        session.silences = 0
        tokens = tokenize(text[:_LONGEST_ASKED_BACK])
        answer = parse_yes_no(tokens) if len(text) <= _LONGEST_ASKED_BACK else None
        command = steering(text)
        unsure, session.unsure = session.unsure, session.unsure if command in (*_PACES, "repeat") else ""
        if unsure and answer is not None:
            return await self._turn(session, unsure) if answer else self._reply(session, load_voice().said.again, _UNSURE)
        if not find_urgent(text):
            steered = self._steered(session, command, answer)
            if steered:
                return steered
            if 0 < confidence < SURE and text.strip() and not command and len(text) <= _LONGEST_ASKED_BACK:
                session.unsure = text
                return self._reply(session, self._open(session), _UNSURE)
        if not session.in_intake and self._nothing_more(session, command, answer):
            text = command = "goodbye"
        if session.asked.get("status") == "offered" and command in _NO_MORE:
            text = "no"
        text = load_steering().says.get(command, text)
        resumes = self._resumes(session, text)
        if resumes and session.caller:
            session.conversation = await self.resumed(session)
        reply = await self._turn(session, self._choice(session, text))
        if resumes and session.asked.get("reason") in _SENSELESS:
            return self._say(session, plainly(load_voice().said.nothing_to_resume), session.customs)
        return self._parting(session, reply) if command == "goodbye" else reply

    async def leave(self, session: Session, word: str) -> Reply:
        """Told by the platform that the listener said `word`, stop or cancel, which ends the conversation wherever it is."""
        if session.in_intake:
            return self._parting(session, await self._turn(session, word))
        session.ended = True
        return self._reply(session, load_voice().said.goodbye, _BYE)

    async def press(self, session: Session, digits: str) -> Reply:
        """Keys of a telephone."""
        meaning = pressed(digits, session.asked, session.buttons, yes_no=session.offering or bool(session.unsure))
        if meaning.payload:
            session.silences, session.unsure = 0, ""
            return await self._turn(session, meaning.payload)
        return await self.hear(session, meaning.text) if meaning.text else self._aside(session, load_voice().said.no_key, _UNSURE)

    def silence(self, session: Session) -> Reply:
        """Nothing was said: asked again twice, then goodbye."""
        said = load_voice().said
        session.silences += 1
        if session.silences > len(said.silence):
            session.ended = True
            return self._reply(session, said.farewell, _BYE)
        keys = "" if session.offering or session.silences < 2 else menu(session.asked, session.buttons)
        return self._aside(session, said.silence[session.silences - 1], _SILENT, asked=keys)

    def _steered(self, session: Session, command: str, answer: Optional[bool]) -> Optional[Reply]:
        """What needs no understanding: how and how much is spoken. None for everything else."""
        if command in _PACES:
            session.slower() if command == "slower" else session.faster()
        if command in (*_PACES, "repeat") and session.spoken:
            return self._reply(session, self._open(session) if session.unsure else session.spoken, session.customs or _GREET)
        if command in _PACES:
            return self._reply(session, getattr(load_voice().said, command), _FINE)
        if command == "noise" and answer is None:
            return self._aside(session, load_voice().said.noise, _UNSURE)
        wants_more = command == "more" or (session.offering and answer is True)
        if wants_more and session.script:
            return self._say(session, session.script, session.customs)
        if session.offering and (answer is False or (command in _NO_MORE and not (command == "enough" and session.in_intake))):  # there it may be an answer
            session.script = session.script.skipped()
            if session.script.question:
                return self._say(session, session.script, session.customs)
            return self._say(session, plainly(load_voice().said.all_right), _FINE)
        if session.in_intake:
            if command in ("more", "options") and menu(session.asked, session.buttons):
                return self._reply(session, menu(session.asked, session.buttons), session.customs)
            return None
        if command in ("stop", "skip") and not self._nothing_more(session, command, answer) and session.asked.get("status") != "offered":
            return self._say(session, plainly(load_voice().said.all_right), _FINE)
        if answer and _ends_with(session.spoken, load_voice().offers.close):
            return self._say(session, plainly(load_voice().offers.next), _FINE)
        if command == "back" and session.before:
            session.go_back()
            session.offering = _ends_with(session.spoken, load_voice().offers.more, load_voice().offers.go_on)
            return self._reply(session, session.spoken, session.customs or _FINE)
        if command == "back":
            return self._aside(session, load_voice().said.nothing_before, session.customs or _FINE)
        return None

    async def _turn(self, session: Session, text: str) -> Reply:
        messages = _one_question(await self._guard.turn(session.conversation, text, key=session.key))
        session.customs = objects(messages)
        session.buttons = tuple(next((message["buttons"] for message in reversed(messages) if message.get("buttons")), ()))
        session.consent = session.consent or any(custom.get("type") == "intake" and custom.get("slot") in SLOTS for custom in session.customs)
        urgent = [message["text"] for message in messages if message.get("custom", {}).get("type") == "urgent"]
        if urgent:
            session.script, session.offering, session.spoken, session.ended = Script(), False, " ".join(urgent), True
            return self._reply(session, session.spoken, session.customs)._replace(urgent=True)
        asks = session.asked.get("type") == "intake" and session.asked.get("status") in _ASKING
        choices = [] if session.asked.get("type") == "intake" else [button["title"] for button in session.buttons]
        told = script([str(message.get("text", "")) for message in messages], asks=asks, choices=choices, closes=session.asked.get("type") in _CLOSED)
        if session.asked.get("action") == "deleted" or (session.asked.get("status") == "stopped" and not session.asked.get("resumable")):
            session.forget()
        reply = self._say(session, told, session.customs)._replace(shown=_shown(messages))
        return self._parting(session, reply) if session.asked.get("topic") == "goodbye" else reply

    def _say(self, session: Session, told: Script, customs: Customs) -> Reply:
        breath = told.next()
        session.before, session.before_script, session.spoken = session.spoken, session.script, breath.text
        session.script, session.offering = breath.rest, breath.offers
        return self._reply(session, breath.text, customs)

    def _reply(self, session: Session, speech: str, customs: Customs) -> Reply:
        return Reply(speech, customs, self._open(session), ends=session.ended, rate=session.rate)

    def _aside(self, session: Session, sentence: str, customs: Customs, *, asked: str = "") -> Reply:
        """A sentence that changes nothing, and what is waited for again (or `asked`)."""
        asked = asked or self._open(session)
        speech = f"{sentence} {asked}"
        return self._reply(session, speech if seconds(speech) <= LONGEST else asked, customs)

    def _parting(self, session: Session, reply: Reply) -> Reply:
        goodbye = session.asked.get("topic") == "goodbye"
        session.script, session.offering, session.ended = Script(), False, True
        return reply._replace(ends=True, speech=reply.speech if goodbye else f"{reply.speech} {load_voice().said.goodbye}")

    def _nothing_more(self, session: Session, command: str, answer: Optional[bool]) -> bool:
        """Whether somebody who was asked what else there is says that there is nothing."""
        offers = load_voice().offers
        asked_what_else = session.asked.get("topic") == "thanks" or _ends_with(session.spoken, offers.close, offers.next)
        return command == "enough" or (asked_what_else and (command in _NO_MORE or answer is False))

    def _open(self, session: Session) -> str:
        """What is waited for: an answer to an offer or to a question, or anything."""
        offers = load_voice().offers
        if session.unsure:
            return spoken(load_voice().said.unsure.replace("{heard}", session.unsure))
        if session.offering:
            return offers.go_on if session.script.due else offers.more
        return session.script.question or offers.next

    def _resumes(self, session: Session, text: str) -> bool:
        if session.in_intake or len(text) > _LONGEST_ASKED_BACK:
            return False
        command = parse_command(tokenize(text), open_slot=None)
        return command is not None and command.name == "resume"

    def _choice(self, session: Session, text: str) -> str:
        """The payload of the choice that was said as it was offered, else the text."""
        if session.asked.get("type") == "intake":
            return text
        number = picked(text, [button["title"] for button in session.buttons])
        return text if number is None else session.buttons[number]["payload"]


def _ends_with(speech: str, *endings: str) -> bool:
    return speech.endswith(endings)


def _one_question(messages: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Up to the question whether all is to be deleted: what the intake asks after it would take the yes or the key that is meant for it."""
    confirms = [number for number, message in enumerate(messages, start=1) if any(button.get("payload") == DELETE for button in message.get("buttons") or ())]
    return messages[: confirms[0]] if confirms else messages


def _shown(messages: List[Dict[str, Any]]) -> str:
    if any(message.get("custom", {}).get("type") not in _SHOWN for message in messages):
        return ""
    return written("\n\n".join(message["text"] for message in messages))
