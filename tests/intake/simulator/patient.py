"""Patients as data: what they say, click and do, and the record that should come of it."""
from pathlib import Path
from typing import Any, Dict, Iterator, List, Literal, Optional, Sequence, Union

from pydantic import root_validator, validator

from bot.article.errors import DataError
from bot.article.files import Strict, load
from tests.intake.simulator.contract import ASKED, DECLINES, RECORD, SLOTS, SYMPTOMS, TOPICS, URGENT

PATIENTS = Path(__file__).resolve().parents[1] / "patients"
PLACES = (*SLOTS, "offered", "review", "done")
RATHER = r"^(yes|ok|sure|agree|accept)"
CONFIRM = r"(looks|that'?s|is|all) (right|good|correct|fine)||\b(done|finish|confirm|yes|complete)\b||right|correct"  # || separates first choice and next

Kind = Literal[
    "answer",  # what the open slot asks
    "open",  # a first message that may be taken in more than one way
    "request", "own", "accept", "refuse", "unwilling",  # starting: asked to be checked, own symptoms told, offer accepted, consent refused, offer refused
    "question", "why", "repeat", "smalltalk", "nonsense", "empty", "bad",  # interruptions; the same slot is open afterwards
    "chat", "record",  # outside an active intake: a question, and to see what was told
    "correct", "contradict", "edit", "amend",  # corrections in words, two answers that exclude each other, by a button, the new answer
    "skip", "back", "stop", "resume", "cancel", "again", "old",  # commands; the last button once more; a button from further up
    "dunno", "urgent",
]


class Act(Strict):
    """One thing a patient says or clicks, and what it should lead to."""

    do: Kind = "answer"
    say: str = ""
    button: Optional[str] = None  # what its title matches; `say` is typed where there is none
    tells: List[str] = []  # slots this answers besides the open one
    may: List[str] = []  # slots this may or may not answer
    vague: bool = False  # the open slot may be asked back after this
    topics: List[str] = []
    decline: Optional[str] = None
    reason: Optional[str] = None
    changed: Optional[Dict[str, Any]] = None
    slot: Optional[str] = None  # what should be asked afterwards, or where the old button is
    then: Optional["Act"] = None  # the answer to it

    @validator("then", pre=True)
    def _then(cls, value: Any) -> Any:
        return {"say": str(value)} if isinstance(value, (str, int)) else value

    @root_validator(skip_on_failure=True)
    def _can_be_judged(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        do = values.get("do")
        needed = {"urgent": "reason", "correct": "changed", "amend": "changed", "back": "slot", "edit": "slot", "contradict": "slot", "old": "slot"}
        if do in needed and not values.get(needed[do]):
            raise ValueError(f"{do} needs {needed[do]}")
        if do in ("question", "chat") and not (values.get("topics") or values.get("decline")):
            raise ValueError(f"{do} needs topics or decline")
        if not values.get("say", "").strip() and not values.get("button") and do not in ("empty", "again"):
            raise ValueError("nothing to say and no button")
        for key, allowed in (("tells", SLOTS), ("may", SLOTS), ("topics", TOPICS), ("changed", RECORD)):
            unknown = set(values.get(key) or []) - set(allowed)
            if unknown:
                raise ValueError(f"{key}: {', '.join(sorted(unknown))} is not in the contract")
        for key, single in (("decline", DECLINES), ("reason", URGENT), ("slot", frozenset(PLACES))):
            if values.get(key) is not None and values[key] not in single:
                raise ValueError(f"{key}: {values[key]} is not in the contract")
        return values


Act.update_forward_refs()


def acts(value: Any) -> List[Any]:
    """One or several, each a text or a mapping, as a list of mappings."""
    return [{"say": str(one)} if isinstance(one, (str, int)) else one for one in (value if isinstance(value, list) else [value])]


class Patient(Strict):
    """One patient. `ends`: how the conversation should end; what `record` leaves out is empty."""

    id: str
    about: str = ""
    opening: List[Act] = [Act(do="request", say="Can you check my symptoms?")]
    accept: Act = Act(do="accept", button=r"check|start||^yes||symptom", say="yes please")
    says: Dict[str, List[Act]] = {}
    at: Dict[str, List[Act]] = {}  # done before the slot is answered, in order
    enough: str = "no, that's all"
    confirm: Act = Act(button=CONFIRM, say="yes, that's all correct")
    ends: Literal["done", "stopped", "cancelled", "refused", "none"] = "done"
    symptoms: Dict[Literal["present", "absent", "unsure", "may", "never"], List[str]] = {}
    record: Optional[Dict[str, Any]] = None  # None: no summary is looked at

    @validator("opening", pre=True)
    def _opening(cls, value: Any) -> List[Any]:
        return [{"do": "request", **one} for one in acts(value)]

    @validator("accept", "confirm", pre=True)
    def _one(cls, value: Any, field: Any) -> Any:
        return {"do": "accept" if field.name == "accept" else "answer", **acts(value)[0]}

    @validator("says", "at", pre=True)
    def _by_place(cls, value: Dict[str, Any]) -> Dict[str, Any]:
        unknown = set(value) - set(PLACES)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))} is nothing that can be asked")
        return {place: acts(said) for place, said in value.items()}

    @root_validator(skip_on_failure=True)
    def _is_whole(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        unknown = {one for ids in values["symptoms"].values() for one in ids} - SYMPTOMS
        if unknown:
            raise ValueError(f"symptoms: {', '.join(sorted(unknown))} is not in the contract")
        if set(values["record"] or {}) - RECORD | set(values["record"] or {}) & {"symptoms", "discuss"}:
            raise ValueError("record has keys that are not in the contract (symptoms stand by themselves)")
        if values["ends"] == "done":
            told = set(values["says"])
            for place, act in everything(values["opening"], values["at"], values["says"]):
                told |= {*act.tells, *([place] if act.do in ("skip", "dunno") else [])}
            if set(ASKED) - told:
                raise ValueError(f"says nothing about {', '.join(one for one in ASKED if one not in told)}")
            if values["record"] is None:
                raise ValueError("a patient who goes to the end needs a record")
        return values


def everything(opening: Sequence[Act], *places: Dict[str, List[Act]]) -> Iterator[Any]:
    """Every act with its place, those that follow from one too."""
    for place, act in (*(("opening", act) for act in opening), *((place, act) for acts in places for place, row in acts.items() for act in row)):
        following: Optional[Act] = act
        while following:
            yield place, following
            following = following.then


class Sheet(Strict):
    """A file of patients."""

    patients: List[Patient]


def load_patients(folder: Path = PATIENTS, only: Union[str, None] = None) -> List[Patient]:
    """Every patient, in the order of files; `only`: those whose id contains it. Raises DataError with every mistake in all files."""
    patients: List[Patient] = []
    mistakes: List[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            patients += load(path, Sheet).patients
        except DataError as error:
            mistakes += error.mistakes
    ids = [patient.id for patient in patients]
    mistakes += [f"{one}: more than one patient has this id" for one in sorted(set(ids)) if ids.count(one) > 1]
    if mistakes:
        raise DataError(mistakes)
    return [patient for patient in patients if not only or only in patient.id]
