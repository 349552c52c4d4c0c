"""Everything that is measured, in one run."""
from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from bot.evaluation import checklist
from bot.evaluation.blind import blind, trained_texts
from bot.evaluation.cases import load_cases
from bot.evaluation.figures import (
    GROUPS,
    Guess,
    Rate,
    figures,
    guess,
    in_group,
    intent_figures,
    is_guessed,
    latency_figures,
    rates_by,
    share,
)
from bot.evaluation.measure import Outcome, latency, run
from bot.evaluation.noise import NOISES, clean_cases, noisy_cases
from bot.evaluation.stock import Parsed
from bot.understanding.classifier import Classifier

ALL = "all"
CLEAN = "clean"

# Group of files -> name of the figure -> %, or milliseconds.
ByGroup = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Stock:
    """What Rasa's stock configuration made of the single sentences."""

    guesses: Tuple[Guess, ...]
    figures: ByGroup


@dataclass(frozen=True)
class Evaluation:
    """`figures` for each group and for all together, `noise` with CLEAN as what the other kinds are compared with.

    `left_out` are the held-out sentences that stand in the training data as well.
    """

    outcomes: Tuple[Outcome, ...]
    figures: ByGroup
    kinds: Mapping[str, Mapping[str, Rate]]
    styles: Mapping[str, Rate]
    noise: Mapping[str, Rate]
    checks: Mapping[str, Mapping[str, Rate]]
    left_out: int = 0
    stock: Optional[Stock] = None

    def loss(self, kind: str) -> float:
        """Points lost to a kind of noise."""
        return self.noise[CLEAN].percent - self.noise[kind].percent

    def values(self) -> Dict[str, Mapping[str, float]]:
        """Every figure that may have a floor, as tests/nlu/floors.yml names them."""
        return {
            **self.figures, "noise_loss": {kind: self.loss(kind) for kind in NOISES},
            "checklist": {group: checklist.total(rates).percent for group, rates in self.checks.items()},
        }


def evaluate(classifier: Classifier) -> Evaluation:
    """Run all blind cases, the noise and the checklist; about a minute."""
    held_out = load_cases()
    cases = blind(held_out, trained_texts())
    outcomes = run(cases, classifier)
    clean = clean_cases(cases)
    by_group = {ALL: {**figures(outcomes), **latency_figures(latency(outcomes, classifier))}}
    by_group.update({group: figures(in_group(outcomes, group)) for group in GROUPS})
    kinds = {group: rates_by(in_group(outcomes, group), lambda outcome: outcome.case.kind) for group in GROUPS}
    noise = {CLEAN: share([o for o in outcomes if clean_cases([o.case])], _is_right)}
    noise.update({kind: share(run(noisy, classifier), _is_right) for kind, noisy in noisy_cases(cases).items()})
    checks = checklist.check(checklist.load_checks(clean), classifier)
    styles = rates_by(outcomes, lambda outcome: outcome.case.style)
    return Evaluation(tuple(outcomes), by_group, kinds, styles, noise, checks, len(held_out) - len(cases))


def _is_right(outcome: Outcome) -> bool:
    return outcome.right


def asked_of_stock(outcomes: Sequence[Outcome]) -> List[str]:
    """The sentences that the stock pipeline can be asked: it follows no dialogue and knows no emergency."""
    return [outcome.turn.text for outcome in outcomes if is_guessed(outcome)]


def stock_results(outcomes: Sequence[Outcome], parsed: Sequence[Parsed]) -> Stock:
    """The stock pipeline's figures; `parsed` in the order of asked_of_stock."""
    asked = [outcome for outcome in outcomes if is_guessed(outcome)]
    made = tuple(guess(outcome, one.intent, one.confidence) for outcome, one in zip(asked, parsed, strict=True))
    by_group = {ALL: intent_figures(made)}
    by_group.update({group: intent_figures([one for one in made if one.group == group]) for group in GROUPS})
    return Stock(made, by_group)
