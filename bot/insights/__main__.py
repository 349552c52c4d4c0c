"""`make insights`: what people ask and how it is answered, from the stored conversations: reports/insights/."""
import argparse
import sys
from pathlib import Path
from typing import Optional, Sequence, Tuple

from bot import settings, training
from bot.evaluation.model import load_classifier
from bot.insights import proposals, report, sources
from bot.insights.counts import count
from bot.insights.misses import Guess, grouped, missed
from bot.language.embedding import load_encoder
from bot.language.unlisted import load_unlisted
from bot.storage.errors import StorageError
from bot.understanding.classifier import Classifier


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Return the exit code: 1 when there is nothing to read from."""
    parser = argparse.ArgumentParser(prog="python -m bot.insights", description=__doc__)
    parser.add_argument("--db", type=Path, help="the SQLite file; without DATABASE_URL only (default: that of `make run` on PORT)")
    parser.add_argument("--events", type=Path, help="a file of JSON lines instead, one event each, as an event broker sends them")
    parser.add_argument("--out", type=Path, default=report.FOLDER, help="where to write (default: reports/insights)")
    options = parser.parse_args(arguments)
    try:
        if options.db and not options.db.exists():
            raise sources.NoEvents(f"There is no file {options.db}.")
        conversations = sources.streamed(options.events) if options.events else sources.stored(options.db)
        misses = missed(conversations)
        groups = grouped(misses, guesser(load_classifier(training.ensure_model())), load_encoder().encode) if misses else []
    except (sources.NoEvents, StorageError, settings.SettingError, training.TrainingFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    names = {name for names in load_unlisted().values() for name in names}
    counts = count(conversations, names)
    report.write(counts, groups, options.out)
    proposals.write(groups, options.out / report.PROPOSALS)
    print(f"{counts.turns} turns of {counts.conversations} conversations, {len(groups)} groups of questions to look at: {options.out}/index.html")
    return 0


def guesser(classifier: Classifier) -> Guess:
    """What a sentence would be taken for, as the training data name it."""
    def guess(text: str) -> Tuple[str, float]:
        prediction = classifier.predict([classifier.reader.read(text)])[0]
        return prediction.labels[0], prediction.confidence

    return guess


if __name__ == "__main__":
    sys.exit(main())
