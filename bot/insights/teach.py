"""`make teach`: takes the accepted proposals into the training data, trains, measures, and keeps it only if nothing has become worse."""
import argparse
import sys
from pathlib import Path
from typing import Callable, Collection, List, Mapping, NamedTuple, Optional, Sequence

from ruamel.yaml import YAML

from bot import settings, training
from bot.article.errors import DataError
from bot.evaluation.blind import normalised, trained_labels, trained_texts
from bot.evaluation.cases import HELD_OUT, load_cases
from bot.evaluation.evaluate import evaluate
from bot.evaluation.model import load_classifier
from bot.insights import proposals
from bot.insights.report import FOLDER, PROPOSALS

Values = Mapping[str, Mapping[str, float]]  # group -> figure -> value, as tests/nlu/floors.yml names them
Measure = Callable[[Path], Values]

SLACK = 0.5  # points that a figure may lose by chance: few sentences stand behind some
NEVER_LESS = ("urgent_recall",)  # of these not even that


class Known(NamedTuple):
    """What there is already: labels of the training data, and normalised texts, trained on and blind."""

    labels: Collection[str]
    trained: Collection[str]
    blind: Collection[str]


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Return the exit code: 0 when the examples were taken in, 1 when they were not."""
    parser = argparse.ArgumentParser(prog="python -m bot.insights.teach", description=__doc__)
    parser.add_argument("proposals", type=Path, nargs="?", default=FOLDER / PROPOSALS, help="default: what `make insights` wrote")
    options = parser.parse_args(arguments)
    try:
        return teach(options.proposals)
    except (DataError, proposals.Refused, training.TrainingFailed, settings.SettingError) as failure:
        print(failure, file=sys.stderr)
        return 1


def known() -> Known:
    """Read from data/nlu and tests/nlu."""
    return Known(trained_labels(), trained_texts(), {normalised(turn.text) for case in load_cases() for turn in case.turns})


def measured(model: Path) -> Values:
    """The figures of `make evaluate`."""
    return evaluate(load_classifier(model)).values()


def teach(path: Path, *, taught: Path = proposals.TAUGHT, train: Callable[[], Path] = training.ensure_model, measure: Measure = measured,
          read_known: Callable[[], Known] = known) -> int:
    """What main does with the proposals of `path`. Raises DataError, Refused or TrainingFailed, with the training data as they were."""
    given, there = proposals.read(path), read_known()
    texts = {text: normalised(text) for proposal in given for text in proposal.texts}
    pairs = proposals.accepted(given, there.labels, there.trained, there.blind, texts)
    if not pairs:
        print("Nothing to learn: no proposal is accepted, or all of it is known already.")
        return 0
    print(f"Measuring the present model, then one with {len(pairs)} examples more …", flush=True)
    before = measure(train())
    kept = taught.read_bytes() if taught.exists() else None
    model: Optional[Path] = None
    try:
        proposals.add(pairs, taught)
        model = train()
        losses = worse(before, measure(model), floors())
    except BaseException:
        _restore(taught, kept)
        raise
    if losses:
        _restore(taught, kept)
        model.unlink()
        print("Refused, and everything is as it was. Worse would have become:\n" + "\n".join(losses), file=sys.stderr)
        return 1
    print(f"Taken in: {len(pairs)} examples in {taught.name}. The next start uses the new model; look at the change and commit it.")
    return 0


def worse(before: Values, after: Values, watched: Mapping[str, Mapping[str, Mapping[str, float]]]) -> List[str]:
    """A line for each watched figure that has become worse than chance explains. `watched`: group -> figure -> `minimum` or `maximum`."""
    lines = []
    for group, figures in watched.items():
        for name, bound in figures.items():
            old, new = before[group][name], after[group][name]
            lost = old - new if "minimum" in bound else new - old
            if lost > (0 if name in NEVER_LESS else SLACK):
                lines.append(f"{group}, {name}: {old:.1f} -> {new:.1f}")
    return lines


def floors() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """The figures that must not fall, as tests/nlu/floors.yml lists them."""
    content: Mapping[str, Mapping[str, Mapping[str, float]]] = YAML(typ="safe", pure=True).load((HELD_OUT / "floors.yml").read_text(encoding="utf-8"))
    return content


def _restore(path: Path, content: Optional[bytes]) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
