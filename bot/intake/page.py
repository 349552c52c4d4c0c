"""The summary page before it has a form: a title, headed sections of lines, each with the section of the article where it says something of it."""
from dataclasses import dataclass
from datetime import date
from typing import Iterator, List, Mapping, Optional, Sequence, Tuple

from bot.answers.wording import capital, listed
from bot.article import Article
from bot.intake.describe import describe, is_told
from bot.intake.discuss import KINDS, band, points, symptoms_of
from bot.intake.record import SLOTS, Record
from bot.intake.words import PageWords, load_words, plain, quoted, shortened

# What keeps free text on one page, in characters and in pieces.
LONGEST_NOTE = 600
LONGEST_OWN_WORDS = 70
MOST_OWN_WORDS = 6
LONGEST_ANSWER = 120


@dataclass(frozen=True)
class Line:
    """`text` says everything, `label` is its heading; `cells` the same as columns of its section; `source` the title of a section of the article."""

    text: str
    label: str = ""
    source: str = ""
    cells: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """`kind` out of urgent, symptoms, account, tests, words, mechanisms, to_test, treatments, nothing; `columns` head the cells of its lines.

    `above` is a heading over this and the following sections.
    """

    kind: str
    heading: str
    lines: Tuple[Line, ...]
    columns: Tuple[str, ...] = ()
    above: str = ""


@dataclass(frozen=True)
class Page:
    """`unfinished` says in the head that the questions were not finished; "" where they were."""

    title: str
    dated: str
    sections: Tuple[Section, ...]
    closing: str
    version: str
    severity: Optional[int] = None
    unfinished: str = ""


def page(record: Record, article: Article, today: date, version: str, *, finished: bool = True) -> Page:
    """The page for an appointment: what is urgent first, then what was told, then what of the article to raise; one A4 page long.

    `finished`: the questions were answered to the end.
    """
    words = load_words().page
    sections = [section for section in _sections(record, article, words) if section.lines]
    return Page(
        title=words.title, dated=words.dated.replace("{date}", f"{today.day} {today:%B %Y}"), sections=tuple(sections),
        closing=words.closing.replace("{title}", article.about.title), version=words.version.replace("{version}", version), severity=record.severity,
        unfinished="" if finished else words.unfinished)


def is_empty(record: Record) -> bool:
    """Whether nothing at all was told."""
    return not (record.urgent or any(is_told(slot, record) for slot in SLOTS))


def symptom_groups(article: Article) -> Tuple[Tuple[str, Tuple[str, ...], str], ...]:
    """Heading, symptom ids and section id of each mechanism and of the symptoms that the article links to none."""
    heading = load_words().page.linked_group  # not the bare name of the mechanism, which would read like a finding
    by_mechanism = [(heading.replace("{mechanism}", m.label), symptoms_of(m.id, article), m.sections[0]) for m in article.mechanisms.values()]
    linked = {id_ for _, ids, _ in by_mechanism for id_ in ids}
    others = tuple(id_ for id_ in article.symptoms if id_ not in linked)
    further = next((section.id for section in article.sections.values() if section.further_signs), next(iter(article.sections)))
    return (*by_mechanism, (load_words().page.other_group, others, further))


def own_words(record: Record) -> List[str]:
    """The symptoms in the person's own words, quoted, cut to what a page can hold."""
    said = [quote for quote in (quoted(text, LONGEST_OWN_WORDS) for text in record.other_symptoms) if quote]
    more = len(said) - MOST_OWN_WORDS
    return [*said[:MOST_OWN_WORDS], load_words().page.more.replace("{count}", str(more))] if more > 0 else said


def _sections(record: Record, article: Article, words: PageWords) -> Iterator[Section]:
    headings = words.headings
    if record.urgent:
        reasons = capital(listed([load_words().urgent.get(reason, load_words().urgent["other"]) for reason in record.urgent]))
        yield Section("urgent", headings["urgent"], (Line(f"{reasons}."), Line(words.urgent)))
    if is_empty(record):
        yield Section("nothing", headings["nothing"], (Line(words.nothing),))
        return
    yield Section("symptoms", headings["symptoms"], tuple(_symptoms(record, article, words)), tuple(words.columns["symptoms"]))
    yield Section("account", headings["account"], tuple(_account(record, article, words)))
    if record.tests:
        results = load_words().results
        done = [(capital(entry.brief or entry.label), results[record.tests[test]]) for test, entry in article.tests.items() if test in record.tests]
        yield Section("tests", headings["tests"], tuple(Line(result, test, cells=(result,)) for test, result in done), tuple(words.columns["tests"]))
    if is_told("notes", record):
        yield Section("words", headings["words"], (Line(quoted(record.notes or "", LONGEST_NOTE)),))
    yield from _to_raise(record, article, headings)


def _symptoms(record: Record, article: Article, words: PageWords) -> Iterator[Line]:
    told = record.symptoms
    for heading, ids, section in symptom_groups(article):
        labels = [[article.symptoms[id_].label for id_ in ids if id_ in given] for given in (told.present, told.unsure, told.absent)]
        if any(labels):
            said = [sentence.replace("{symptoms}", listed(group, last)) for sentence, group, last in
                    zip((words.has, words.unsure, words.has_not), labels, ("and", "or", "or"), strict=True) if group]
            yield Line("; ".join(said), heading, article.sections[section].title, tuple(", ".join(group) for group in labels))
    if own_words(record):
        own = ", ".join(own_words(record))
        yield Line(own, words.own_words, cells=(own, "", ""))
    if not is_told("symptoms", record):
        yield Line(_unanswered("symptoms", record, words))


def _account(record: Record, article: Article, words: PageWords) -> Iterator[Line]:
    labels = load_words().labels
    for slot in SLOTS:
        if slot in ("symptoms", "notes") or (slot == "tests" and record.tests):
            continue
        said = describe(slot, record, article) if is_told(slot, record) else _unanswered(slot, record, words)
        if slot == "severity" and record.severity is not None:
            said = f"{said} ({load_words().bands[band(record.severity)]})"
        yield Line(shortened(said, LONGEST_ANSWER), labels[slot])
    if "notes" in record.skipped and not is_told("notes", record):
        yield Line(words.skipped, labels["notes"])


def _to_raise(record: Record, article: Article, headings: Mapping[str, str]) -> Iterator[Section]:
    raised = points(record, article)
    names = {"mechanisms": article.mechanisms, "tests": article.tests, "treatments": article.treatments}
    above = headings["raise"]
    for kind in KINDS:
        lines: Sequence[Line] = [Line(p.text, capital(names[kind][p.id].label), article.sections[p.section].title) for p in raised if p.kind == kind]
        section_kind = "to_test" if kind == "tests" else kind
        if lines:
            yield Section(section_kind, headings[section_kind], tuple(lines), above=above)
            above = ""


def _unanswered(slot: str, record: Record, words: PageWords) -> str:
    return words.skipped if slot in record.skipped else words.unanswered


def sentence(line: Line) -> str:
    """A line as one text: `label: text`, its source not in it."""
    return plain(f"{line.label}: {line.text}" if line.label else line.text)
