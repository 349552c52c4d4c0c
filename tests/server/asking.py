"""What people say to have nothing kept of them, and what is heard when it is done; for tests with a running assistant."""
from typing import Dict, List, NamedTuple, Tuple

from tests.faults.people import OnSlack, OnTelegram, Person

AGREED = ["check my symptoms", "yes"]
_PLANTED = "tingling feet, and my {word} itches"
_QUESTIONS = [*AGREED, _PLANTED, "that's all", "three weeks", "7", "vegan", "none that I know of", "no tests", "nothing",
              "my {word} brother has it too", "all correct"]
_DELETE, _STOP = ["delete my data", "yes"], ["stop keeping my answers"]
DELETED, WITHDRAWN = "it is done", "for a summary is deleted"


class Case(NamedTuple):
    """What is said in turn, with `{word}` in it, and what the last answer says."""

    said: Tuple[str, ...]
    heard: str


def _case(told: List[str], wish: List[str], heard: str) -> Case:
    return Case((*told, *wish), heard)


DELETIONS: Dict[str, Case] = {
    "after the summary": _case(_QUESTIONS, _DELETE, DELETED),
    "in the middle": _case(_QUESTIONS[:6], _DELETE, DELETED),
}
WITHDRAWALS: Dict[str, Case] = {
    "refused": _case(["my {word} feet tingle", "check my symptoms"], ["no, not even the {word}"], "for a summary"),
    "before the questions": _case(["my {word} feet tingle"], _STOP, WITHDRAWN),
    "at the symptoms": _case(_QUESTIONS[:3], _STOP, WITHDRAWN),
    "at the severity": _case(_QUESTIONS[:5], _STOP, WITHDRAWN),
    "at the notes": _case(_QUESTIONS[:10], _STOP, WITHDRAWN),
    "at the review": _case(_QUESTIONS[:11], _STOP, WITHDRAWN),
    "after the summary": _case(_QUESTIONS, _STOP, WITHDRAWN),
}


def tell(person: Person, case: Case, word: str) -> None:
    """All but the last thing."""
    for text in case.said[:-1]:
        assert person.say(text.format(word=word)).strip()


def end(person: Person, case: Case, word: str) -> str:
    """The last thing; returns what was answered, in small letters. What a chat platform brings may still be the answer to something earlier."""
    answer = person.say(case.said[-1].format(word=word)).lower()
    while case.heard not in answer and isinstance(person, (OnSlack, OnTelegram)):
        answer += person.wait().lower()
    return answer
