"""Everything the assistant can say, for tests of how it is spoken."""
from dataclasses import replace
from typing import Dict, Iterator, List, Tuple

from bot.answers.answer import Said
from bot.answers.reading import Data, Decline, Question, Reading, SmallTalk, Urgent
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.intake.dialogue import BACK, FIRST, MORE, RESUME, RETRY, Step
from bot.intake.questions import load_questions
from bot.intake.record import CONSENT, SLOTS, Record, Symptoms
from bot.intake.say import say_intake
from bot.intake.state import ASKING, DONE, OFFERED, REVIEW, STOPPED, Doubt, State

_ITEMS = {"symptom": ("item", "why"), "test": ("item", "shows", "when"), "mechanism": ("about", "how", "certainty"), "food": ("item",),
          "treatment": ("item",)}
_UNLISTED = {"food": "kale", "symptom": "hair loss", "test": "an X-ray", "treatment": "yoga", "nutrient": "iron", "disease": "gout"}
LINKS = {"pdf": "https://example.org/summary/x.pdf", "text": "/summary/x.txt"}
RECORD = Record(
    symptoms=Symptoms(present=("tingling", "numbness", "fatigue"), absent=("muscle_cramps",), unsure=("headache",)),
    other_symptoms=("ringing ears & (odd) *spots*",), body_parts=("feet", "hands"), duration="P1Y6M", severity=7, diet="vegan",
    absorption="pernicious_anemia", tests={"serum_b12": "low", "mma": "elevated"},
    current_b12=("oral_supplements", "injections"), notes="see https://example.org <b>now</b> 100% 🙂")


def questions() -> Iterator[Question]:
    """Every facet of every topic, and every thing in every way it can be asked about."""
    article = load_article()
    for topic, entry in article.topics.items():
        yield from (Question(topic, facet) for facet in entry.facets if "{" not in entry.facets[facet].short)
    for kind, facets in _ITEMS.items():
        yield from (Question(kind, facet, (id_,), yes_no=facet == "item") for id_ in article.of_kind(kind) for facet in facets)
    for id_, treatment in article.treatments.items():
        yield from (Question("treatment", aspect, (id_,), aspect=aspect) for aspect in treatment.aspects)
    yield from (Question("comparison", aspect, aspect=aspect) for aspect in article.aspects)
    yield from (Question(term.topic, "about", terms=(id_,)) for id_, term in article.terms.items())
    yield from (Question("food", "list", manner=manner) for manner in ("short", "simple", "more", "sources"))


def other_readings() -> Iterator[Reading]:
    replies = load_replies()
    yield from (Decline(reason) for reason in replies.declines.reasons)
    yield from (Decline("not_in_article", about=kind, unlisted=(thing,)) for kind, thing in _UNLISTED.items())
    yield Decline("personal_advice", related=Question("treatment", "item", ("injections",)))
    yield Decline("not_understood", options=(Question("food", "list"), Question("test", "list")))
    yield from (SmallTalk(topic) for topic in replies.smalltalk.topics)
    yield from (SmallTalk("chitchat", about=about) for about in replies.smalltalk.about)
    yield from (Data(action) for action in replies.data.actions)


def urgents() -> Iterator[Reading]:
    yield from (Urgent(reason) for reason in load_replies().urgent.reasons)


def said_for(reading: Reading) -> Said:
    return say([reading], load_article(), load_replies())[0]


def intake() -> Iterator[Tuple[str, Said]]:
    """Every question in every manner it is asked, every turn that ends or interrupts the intake, by a name."""
    file = load_questions()
    for slot, question in file.slots.items():
        full = State(status=ASKING, slot=slot, consent=True, record=RECORD, trail=(slot,))
        steps: Dict[str, Step] = {ask: Step(ask=ask) for ask in (FIRST, RETRY, BACK, RESUME)}
        steps.update({f"problem_{problem}": Step(ask=RETRY, problem=problem) for problem in question.problems})
        steps.update(why=Step(ask=RETRY, why=True), unheard=Step(ask=RETRY))
        if question.more:
            steps["more"] = Step(ask=MORE)
        if slot != CONSENT:
            before = SLOTS[max(0, SLOTS.index(slot) - 1)]
            steps.update(noted=Step(ask=FIRST, noted=(before,)), changed=Step(ask=FIRST, changed=(before,)))
        for name, step in steps.items():
            yield f"{slot}_{name}", _one(replace(full, failures=2 if name == "unheard" else 0), step)
    doubt = State(status=ASKING, slot="diet", consent=True, record=RECORD, trail=("diet",), doubt=Doubt("duration", "P6M"))
    yield "doubt", _one(doubt, Step(ask=RETRY))
    review = State(status=REVIEW, consent=True, record=RECORD, closed=SLOTS)
    yield from ((f"review_{said}", _one(review, Step(said=said))) for said in ("review", "review_again", "review_what"))
    yield "review_changed", _one(review, Step(changed=("duration",)))
    for status, said in ((OFFERED, "offer"), (OFFERED, "offer_empty"), (STOPPED, "stopped"), (STOPPED, "cancelled"), (STOPPED, "refused"), (STOPPED, "urgent")):
        yield said, _one(State(status=status, record=RECORD, resumable=said in ("stopped", "urgent")), Step(said=said))
    yield from ((f"done_{number}", one) for number, one in enumerate(_all(replace(review, status=DONE), Step(said="done", summary=True))))


def _one(state: State, step: Step) -> Said:
    return _all(state, step)[-1]


def _all(state: State, step: Step) -> List[Said]:
    return say_intake(state, step, load_article(), load_questions(), LINKS.copy)
