"""The table, and the mistakes with their dialogues."""
from typing import List, Sequence

from tests.intake.simulator.judge import kinds, where
from tests.intake.simulator.score import FIGURES, Mistake, Result, total


def table(results: Sequence[Result]) -> str:
    """One line per figure: what was reached, of how many, and what is wanted."""
    score = total(results)
    lines = [f"{len(results)} patients, {sum(len(result.turns) for result in results)} turns", ""]
    for figure in FIGURES:
        share = getattr(score, figure.field)
        mark = "" if figure.reached(score) else "   <-- not reached"
        lines.append(f"{figure.name:<38}{share.value(0.0 if figure.at_most else 1.0):>8.3f}  {share.part:>5}/{share.whole:<5}"
                     f" {'<=' if figure.at_most else '>='} {figure.limit:g}{mark}")
    lines.append(f"{'symptoms precision / recall':<38}{score.precision.value():>8.3f}  {score.recall.value():.3f}")
    unfound = sum(turn.unfound for result in results for turn in result.turns)
    return "\n".join([*lines, f"{'buttons looked for and not found':<38}{unfound:>8}"])


def mistakes(results: Sequence[Result], figure: str = "") -> List[str]:
    """One line per mistake; `figure`: only those that count for it."""
    return [f"{result.patient.id}: {line(mistake)}" for result in results for mistake in result.mistakes if figure in ("", mistake.figure)]


def line(mistake: Mistake) -> str:
    return f"[{mistake.figure}] {'' if mistake.turn is None else f'turn {mistake.turn + 1}: '}{mistake.what}"


def dialogue(result: Result) -> str:
    """Everything said, with the objects in short and the mistakes below their turns."""
    lines = [f"--- {result.patient.id}{': ' if result.patient.about else ''}{result.patient.about}"]
    for number, turn in enumerate(result.turns):
        extra = "" if turn.needed else " (not needed)"
        lines.append(f"{number + 1:>3} {turn.place:<12} {turn.act.do:<10} > {turn.said[:160]!r}{' (button)' if turn.clicked else ''}{extra}")
        lines += [f"{'':30}{' / '.join(str(message.get('text') or '').splitlines())[:220]}" for message in turn.messages]
        lines.append(f"{'':28}= {kinds(turn)} -> {where(turn)} {(turn.intake or {}).get('ask') or ''}")
        lines += [f"{'':26}!!! {line(mistake)}" for mistake in result.mistakes if mistake.turn == number]
    return "\n".join(lines + [f"  !!! {line(mistake)}" for mistake in result.mistakes if mistake.turn is None])
