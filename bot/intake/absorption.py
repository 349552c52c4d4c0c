"""What keeps a person from taking up B12, as far as they know."""
from functools import lru_cache
from typing import Dict, List, Sequence, Set, Tuple

from bot.article.files import Strict, once
from bot.intake.parsed import NOTHING, Parsed
from bot.intake.parts import NEGATED, THEIRS, WISHED, Clause, asides, clauses, load_parts
from bot.intake.tokens import Token
from bot.intake.vocabulary import Found, Vocabulary

UNSURE, NONE = "unsure", "none"
_LACKING, _BRIEF = "lacking", "brief"  # before the condition in the label of a name


class AbsorptionFile(Strict):
    """`conditions` are those that an answer may name, in the order in which they count; `lacking` what somebody with one of them has none of,
    `brief` names too short to be believed unless asked, `cut_out` what it is when an organ is gone."""

    conditions: Dict[str, List[str]]
    lacking: Dict[str, List[str]]
    brief: Dict[str, List[str]]
    cut_out: str
    unclear: List[str]
    which: List[str]
    organs: List[str]
    removed: List[str]
    took: List[str]
    healthy: List[str]
    unsure: List[str]
    denied_behind: List[str]
    ignored: List[str]
    own: List[str]
    yes_words: List[str]
    no_words: List[str]
    fill: List[str]
    doubt_fill: List[str]
    taking_back: List[str]


load_absorption = once(AbsorptionFile, "language", "intake", "absorption.yml")


def absorptions() -> Tuple[str, ...]:
    """What the slot may hold."""
    return (NONE, *load_absorption().conditions, UNSURE)


def parse_absorption(tokens: Sequence[Token], *, asked: bool) -> Parsed:
    """One of `absorptions`; problem `which` when asked and a condition is admitted but not named. Never raises.

    A condition that affects someone else is not the person's. Medicines are not conditions: told when asked, they give `unsure`.
    """
    told: Set[str] = set()
    own = asked
    parts = clauses(tokens)
    if asked and _opens_with_no(parts):
        told.add("opens")
    for clause in parts:
        own = asked or _is_own(clause) or (own and clause.joint != "")
        if not own or clause.question:
            continue
        if clause.joint and _denies_before(clause) and told & set(load_absorption().conditions):
            told = (told - set(load_absorption().conditions)) | {"denied"}  # "tested for coeliac, but it was negative"
        told |= _listen(clause, asked=asked)
        if _means_no(clause.words):
            told.add("no")
    for value in load_absorption().conditions:
        if value in told:
            return Parsed(UNSURE if "doubt" in told else value)
    if not asked:
        return Parsed(NONE) if "denied" in told and "absorb" in told else NOTHING
    return _bare(told, [token.word for token in tokens if not token.mark])


def _bare(told: Set[str], words: Sequence[str]) -> Parsed:
    """What an answer means that names no condition the person has."""
    if "which" in told:
        return Parsed(problem="which")
    if told & {"doubt", "unclear"}:
        return Parsed(UNSURE)
    if told & {"denied", "healthy"} or told >= {"no", "theirs"} or _means_no(words) or "opens" in told:
        return Parsed(NONE)
    yes = any(word in load_absorption().yes_words for word in words) or words[-2:] in (["i", "do"], ["i", "have"], ["have", "one"])
    return Parsed(problem="which") if yes and _is_bare(words) else NOTHING


def _is_bare(words: Sequence[str]) -> bool:
    vocabulary = load_absorption()
    known = {*vocabulary.fill, *vocabulary.yes_words, *vocabulary.no_words, *asides()}
    return bool(words) and all(word in known for word in words)


def _means_no(words: Sequence[str]) -> bool:
    return _is_bare(words) and any(word in load_absorption().no_words or word in ("not", "neither") for word in words)


def _opens_with_no(parts: Sequence[Clause]) -> bool:
    """Whether a plain "no" comes first and what follows goes on to another thing: "no, and I've had no tests", "no, I take tablets"."""
    words = load_absorption()
    if len(parts) < 2 or parts[0].question or not _means_no(parts[0].words) or parts[0].words[0] not in words.no_words:
        return False
    rest = parts[1]
    goes_on = rest.joint in ("and", "") or rest.words[0] in ("i", "no", "not", "never", "nothing", "none", "just", "but")
    return goes_on and not rest.question and not set(words.taking_back).intersection(word for part in parts for word in part.words)


def _denies_before(clause: Clause) -> bool:
    labels = {found.label for found in _vocabulary().find(clause.words)}
    return "denied_behind" in labels and not labels & set(load_absorption().conditions)


def _listen(clause: Clause, *, asked: bool) -> Set[str]:
    """Labels of what the clause says the person has; `denied` for what they do not have, `doubt` for what they may have."""
    told: Set[str] = set()
    conditions = load_absorption().conditions
    found = _vocabulary().find(clause.words)
    if _lost_an_organ(clause):
        told.add(load_absorption().cut_out)
    for one in found:
        flags = clause.of(one)
        kind, _, of = one.label.partition(" ")
        if one.label in ("denied_behind", "ignored") or (kind == _BRIEF and not asked):
            continue
        if THEIRS in flags:
            told.add("theirs")
        elif one.label == "doubt":
            of_one = any(other.label.partition(" ")[0] in (*conditions, _BRIEF, _LACKING, "unclear", "which") for other in found)
            told.add("doubt" if of_one or _is_all(clause, found) else "aside")
        elif one.label == "healthy":
            told.add(one.label)
        elif kind == _LACKING:
            told.update([of] if NEGATED in flags else [])
        elif _denied(clause, one, found):
            told.update(("denied", "absorb") if "absor" in " ".join(clause.words[one.start:one.end]) else ("denied",))
        elif WISHED not in flags:
            told.add(of or one.label)
    return told


def _lost_an_organ(clause: Clause) -> bool:
    """Whether a part that takes up B12 was cut out: "they took out a bit of my bowel"."""
    words = load_absorption()
    organs = [place for place, word in enumerate(clause.words) if word in words.organs]
    gone = [place for place, word in enumerate(clause.words) if word in words.removed]
    gone += [place for place, word in enumerate(clause.words) if word in ("out", "away") and set(words.took) & set(clause.words[:place])]
    return any(not clause.flags[place] & {NEGATED, THEIRS, WISHED} for place in gone) and any(THEIRS not in clause.flags[place] for place in organs)


def _is_all(clause: Clause, found: Sequence[Found]) -> bool:
    """Whether beside what was found there are only small words ("maybe", but not "maybe a 7")."""
    covered = {place for one in found for place in range(one.start, one.end)}
    vocabulary = load_absorption()
    return all(place in covered or word in vocabulary.fill or word in vocabulary.doubt_fill for place, word in enumerate(clause.words))


def _denied(clause: Clause, one: Found, found: Sequence[Found]) -> bool:
    behind = any(other.label == "denied_behind" and other.start >= one.end for other in found)
    return NEGATED in clause.of(one) or behind


def _is_own(clause: Clause) -> bool:
    return any(found.label == "own" for found in _own().find(clause.words))


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    words = load_absorption()
    entries = {
        **words.conditions, **{f"{_LACKING} {condition}": names for condition, names in words.lacking.items()},
        "unclear": words.unclear, "which": words.which, "healthy": words.healthy,
        "doubt": words.unsure, "denied_behind": words.denied_behind,
        **{f"{_BRIEF} {condition}": names for condition, names in words.brief.items()}, "ignored": words.ignored,
    }
    return Vocabulary(entries, not_typos=load_parts().not_typos)


@lru_cache(maxsize=1)
def _own() -> Vocabulary:
    return Vocabulary({"own": load_absorption().own})
