"""`python -m tests.intake.simulator`: sends the patients to a running assistant and prints how it did."""
import argparse
import sys
from typing import Optional, Sequence

from bot.article.errors import DataError
from tests.intake.simulator.patient import load_patients
from tests.intake.simulator.report import dialogue, mistakes, table
from tests.intake.simulator.run import run_against
from tests.intake.simulator.score import FIGURES, total


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Return the exit code: 1 when a figure is not reached or the patients cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m tests.intake.simulator", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5005", help="where the assistant is")
    parser.add_argument("--only", help="patients whose id contains this")
    parser.add_argument("--figure", help="mistakes that count for this figure only: slots, f1, asked_again, interruptions, …")
    parser.add_argument("--at-once", type=int, default=4, help="conversations side by side")
    parser.add_argument("--verbose", action="store_true", help="every dialogue, and not only those with mistakes")
    parser.add_argument("--short", action="store_true", help="mistakes as one line each, without dialogues")
    options = parser.parse_args(arguments)
    try:
        patients = load_patients(only=options.only)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    results = run_against(options.url, patients, at_once=options.at_once)
    if options.short:
        print("\n".join(mistakes(results, options.figure or "")))
    else:
        wanted = [result for result in results if options.verbose or any(options.figure in (None, one.figure) for one in result.mistakes)]
        print("\n\n".join(dialogue(result) for result in wanted))
    print(f"\n{table(results)}")
    return 0 if all(figure.reached(total(results)) for figure in FIGURES) else 1


if __name__ == "__main__":
    sys.exit(main())
