"""From what became of each turn to figures. Pure: no model, no files."""
from collections import Counter
from dataclasses import dataclass
from typing import Callable, Dict, Iterable, List, Mapping, Sequence, Tuple, TypeVar

from bot.evaluation.cases import ARTICLE
from bot.evaluation.measure import Latency, Outcome

Thing = TypeVar("Thing")
NEAR = ("not_in_article", "personal_advice")
OUT = "out_of_scope"
DECLINED = frozenset((*NEAR, OUT, "language", "not_understood"))
# Intents that end as another one: what is told of symptoms is answered as a question about them.
_SAME = {"tell_symptoms": "ask_symptom", "nlu_fallback": "not_understood"}
_ANY_TOPIC = "ask_about"  # only the stock pipeline ends with it; counted as right for every article question
GROUPS = ("development", "sealed", "public")

# Every figure with what it is; the unit is %, or milliseconds where the name ends in _ms.
NAMES: Mapping[str, str] = {
    "accuracy": "Intents right", "macro_f1": "Macro F1 over intents", "article_topic": "Article questions: right topic",
    "article_all": "Article questions: all right",
    "near_scope_recall": "Near-scope recall", "near_scope_reason": "… with the right reason",
    "out_of_scope_recall": "Out-of-scope recall", "out_of_scope_reason": "… with the right reason",
    "in_scope_loss": "Article questions declined",
    "urgent_recall": "Urgent recall", "false_alarms": "Urgent false alarms", "follow_ups": "Follow-ups right",
    "several_questions": "Several questions in one message: all right", "dialogues": "Whole dialogues right",
    "median_ms": "Latency, median", "p95_ms": "Latency, 95 of 100", "longest_median_ms": "Latency of 1,000 characters, median",
    "longest_max_ms": "Latency of 1,000 characters, worst", "longest_ratio": "… its median, in medians of all messages",
}
# What they have to come to, for people to read; tests/nlu/floors.yml holds what they must not fall behind.
TARGETS: Mapping[str, str] = {
    "article_all": "≥ 95", "near_scope_recall": "≥ 92", "out_of_scope_recall": "≥ 92", "in_scope_loss": "≤ 2",
    "follow_ups": "≥ 95", "several_questions": "≥ 90", "urgent_recall": "100", "false_alarms": "≤ 1",
    "median_ms": "≤ 12", "longest_ratio": "≤ 3",
}


@dataclass(frozen=True)
class Rate:
    right: int
    total: int

    @property
    def percent(self) -> float:
        """0 to 100; 0 of nothing is 0."""
        return 100 * self.right / self.total if self.total else 0.0


@dataclass(frozen=True)
class Guess:
    """What a sentence was taken for. `labels` are the intents that are right for it, the one meant first."""

    group: str
    kind: str
    labels: Tuple[str, ...]
    predicted: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.predicted in self.labels or (self.predicted == _ANY_TOPIC and self.kind == ARTICLE)

    @property
    def expected(self) -> str:
        """The intent it counts for: the predicted one where that is right too."""
        return self.predicted if self.predicted in self.labels else self.labels[0]

    def declined(self, threshold: float = 0.0) -> bool:
        """Whether it is declined when nothing below the threshold is answered."""
        return self.predicted in DECLINED or self.confidence < threshold


def group_of(file: str) -> str:
    """One of GROUPS for a file of blind sentences."""
    return next((group for group in GROUPS[1:] if file.startswith(f"held_out_{group}")), GROUPS[0])


def in_group(outcomes: Iterable[Outcome], group: str) -> List[Outcome]:
    return [outcome for outcome in outcomes if group_of(outcome.case.file) == group]


def guesses(outcomes: Iterable[Outcome]) -> List[Guess]:
    """Of the single sentences; emergencies have figures of their own."""
    return [guess(outcome, outcome.intent, outcome.confidence) for outcome in outcomes if is_guessed(outcome)]


def is_guessed(outcome: Outcome) -> bool:
    return bool(outcome.case.labels) and outcome.case.kind != "urgent"


def guess(outcome: Outcome, predicted: str, confidence: float) -> Guess:
    labels = tuple(_SAME.get(label, label) for label in outcome.case.labels)
    return Guess(group_of(outcome.case.file), outcome.case.kind, labels, _SAME.get(predicted, predicted), confidence)


def intent_figures(made: Sequence[Guess]) -> Dict[str, float]:
    """The figures that need no more than intents, so that Rasa's stock pipeline has them too."""
    near, out = [g for g in made if g.kind in NEAR], [g for g in made if g.kind == OUT]
    inside = [g for g in made if g.kind == ARTICLE]
    return {"macro_f1": macro_f1([(g.expected, g.predicted) for g in made if not _is_any(g)]), **_percents({
        "accuracy": share(made, lambda g: g.right), "in_scope_loss": share(inside, lambda g: g.declined() and not g.right),
        "near_scope_recall": share(near, lambda g: g.declined() or g.right), "near_scope_reason": share(near, lambda g: g.right),
        "out_of_scope_recall": share(out, lambda g: g.declined() or g.right), "out_of_scope_reason": share(out, lambda g: g.right),
    })}


def _is_any(made: Guess) -> bool:
    return made.right and made.predicted == _ANY_TOPIC


def figures(outcomes: Sequence[Outcome]) -> Dict[str, float]:
    """All figures of NAMES but the latencies."""
    article = [o for o in outcomes if o.case.kind == ARTICLE]
    urgent = [o for o in outcomes if _expects(o, "urgent")]
    harmless = [o for o in outcomes if not _expects(o, "urgent")]
    dialogues = [o for o in outcomes if o.case.style == "dialogue"]
    return {**intent_figures(guesses(outcomes)), **_percents({
        "article_topic": share(article, lambda o: o.right_topic), "article_all": share(article, lambda o: o.right),
        "urgent_recall": share(urgent, _alarmed), "false_alarms": share(harmless, _alarmed),
        "follow_ups": share([o for o in dialogues if o.number > 0 and _things(o) < 2], lambda o: o.right),
        "several_questions": share([o for o in dialogues if _things(o) > 1], lambda o: o.right), "dialogues": _dialogues(dialogues),
    })}


def _percents(rates: Mapping[str, Rate]) -> Dict[str, float]:
    """A figure of nothing is none, so it is left out."""
    return {name: rate.percent for name, rate in rates.items() if rate.total}


def latency_figures(measured: Latency) -> Dict[str, float]:
    return {"median_ms": measured.median, "p95_ms": measured.p95, "longest_median_ms": measured.longest_median,
            "longest_max_ms": measured.longest_max, "longest_ratio": measured.longest_median / measured.median}


def rates_by(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> Dict[str, Rate]:
    """Right turns of all turns for each value of `key`, in the order of the names."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for outcome in outcomes:
        total[key(outcome)] += 1
        right[key(outcome)] += outcome.right
    return {name: Rate(right[name], total[name]) for name in sorted(total)}


def share(things: Sequence[Thing], test: Callable[[Thing], bool]) -> Rate:
    return Rate(sum(map(test, things)), len(things))


def macro_f1(pairs: Sequence[Tuple[str, str]]) -> float:
    """The mean of F1 over the expected intents, 0 to 100; `pairs` are (expected, predicted)."""
    expected, predicted = Counter(e for e, _ in pairs), Counter(p for _, p in pairs)
    right = Counter(e for e, p in pairs if e == p)
    scores = [2 * right[intent] / (expected[intent] + predicted[intent]) for intent in expected]
    return 100 * sum(scores) / len(scores) if scores else 0.0


def scope_curve(made: Sequence[Guess], steps: int = 100) -> List[Tuple[float, float, float]]:
    """(threshold, loss, recall), in %: what declining below a threshold finds of near and out, and what it costs of the article's."""
    inside = [g for g in made if g.kind == ARTICLE]
    outside = [g for g in made if g.kind in NEAR or g.kind == OUT]
    points = []
    for threshold in (step / steps for step in range(steps + 1)):
        loss = sum(g.declined(threshold) and not (g.predicted in DECLINED and g.right) for g in inside)
        found = sum(g.declined(threshold) or g.right for g in outside)
        points.append((threshold, Rate(loss, len(inside)).percent, Rate(found, len(outside)).percent))
    return points


def _expects(outcome: Outcome, type_: str) -> bool:
    return any(option.get("type") == type_ for options in outcome.turn.expect for option in options)


def _alarmed(outcome: Outcome) -> bool:
    return outcome.customs[0]["type"] == "urgent"


def _things(outcome: Outcome) -> int:
    """How many things are expected, not counting the intake that goes on beside them."""
    return sum(any(option.get("type") != "intake" for option in options) for options in outcome.turn.expect)


def _dialogues(outcomes: Iterable[Outcome]) -> Rate:
    right: Dict[Tuple[str, str], bool] = {}
    for outcome in outcomes:
        name = (outcome.case.file, outcome.case.name)
        right[name] = right.get(name, True) and outcome.right
    return Rate(sum(right.values()), len(right))
