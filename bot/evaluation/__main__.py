"""`make evaluate`: measures the trained model on the blind sentences and writes reports/evaluation/."""
import argparse
import sys
from dataclasses import replace
from typing import Optional, Sequence

from bot import settings, training
from bot.evaluation import report
from bot.evaluation.evaluate import asked_of_stock, evaluate, stock_results
from bot.evaluation.model import load_classifier
from bot.evaluation.stock import StockFailed, parse, stock_model

FOLDER = settings.ROOT / "reports" / "evaluation"


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Return the exit code: 1 when a model could not be trained."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description=__doc__)
    parser.add_argument("--without-stock", action="store_true", help="do not train and ask Rasa's stock configuration")
    options = parser.parse_args(arguments)
    try:
        model = training.ensure_model()
        print("Holding the blind conversations …", flush=True)
        evaluation = evaluate(load_classifier(model))
        if not options.without_stock:
            parsed = parse(stock_model(), asked_of_stock(evaluation.outcomes))
            evaluation = replace(evaluation, stock=stock_results(evaluation.outcomes, parsed))
    except (training.TrainingFailed, StockFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    report.write(evaluation, FOLDER)
    print(report.table(evaluation))
    print(f"\nMore in {FOLDER.relative_to(settings.ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
