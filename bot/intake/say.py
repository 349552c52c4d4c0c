"""The words of the intake: questions with their progress, buttons, what was noted, the review, the summary."""
from dataclasses import replace
from typing import Any, Callable, Dict, List, Mapping, Tuple

from bot.answers.answer import Bullets, Choice, Paragraph, Said
from bot.answers.choices import START
from bot.answers.wording import capital, small
from bot.article import Article
from bot.intake.contract import to_contract
from bot.intake.describe import describe, is_told, noted
from bot.intake.dialogue import BACK, FIRST, MORE, RESUME, Step
from bot.intake.fill import fill
from bot.intake.move import do_payload, set_payload
from bot.intake.questions import Question, QuestionsFile
from bot.intake.record import CONSENT, SLOTS, Record
from bot.intake.state import ASKING, DONE, OFFERED, REVIEW, STOPPED, State
from bot.intake.summary import summary

_TRIES = 2  # failed answers after which the ways out are named


def say_intake(state: State, step: Step, article: Article, questions: QuestionsFile,
               links: Callable[[], Mapping[str, str]]) -> List[Said]:
    """What is said of the intake after a message; the summary as a thing of its own, with what `links` gives to lead to its files."""
    said = [_intake(state, step, article, questions)]
    if step.summary:
        shown = summary(state.record, article, links())
        said = [*said, shown] if state.status == DONE and step.said else [shown, *said] if state.active else [shown]
    return said


def _intake(state: State, step: Step, article: Article, questions: QuestionsFile) -> Said:
    words = _lead(state, step, article, questions)
    if state.status == ASKING:
        return _asked(state, step, words, article, questions)
    if state.status == REVIEW:
        return _review(state, step, words, article, questions)
    buttons = questions.buttons
    choices: Tuple[Choice, ...] = ()
    if state.status == OFFERED:
        choices = (START,)
    elif state.status == STOPPED and state.resumable:
        choices = (Choice(buttons.resume, do_payload("resume")),)
    elif state.status == DONE and not step.summary:
        choices = (Choice(buttons.summary, do_payload("summary")),)
    return Said((Paragraph(words),), _custom(state, step, article), words, choices)


def _lead(state: State, step: Step, article: Article, questions: QuestionsFile, *, short: bool = False) -> str:
    """The sentences before the question: what was noted, corrected or happened."""
    said = questions.said
    parts: List[str] = []
    if step.said:
        sentence = str(getattr(said, step.said))
        parts.append(sentence.format(label=questions.slots[state.record.skipped[-1]].label) if step.said == "skipped" else sentence)
    for slot in step.changed:
        sentence = said.changed_short if short else said.changed
        parts.append(sentence.format(label=capital(questions.slots[slot].label), value=noted(slot, state.record, article)))
    doubted_slot = state.doubt.key.partition(".")[0] if state.doubt else None
    told = [slot for slot in step.noted if slot not in (*step.changed, CONSENT, "notes", doubted_slot) and is_told(slot, state.record)]
    if told and state.status != REVIEW:
        values = "; ".join(noted(slot, state.record, article) for slot in told)
        parts.append(said.noted_short.format(values=capital(values)) if short else said.noted.format(values=values))
    return " ".join(parts)


def _asked(state: State, step: Step, lead: str, article: Article, questions: QuestionsFile) -> Said:
    slot = str(state.slot)
    if state.doubt:
        return _doubt(state, step, lead, article, questions)
    question = questions.slots[slot]
    told = " ".join(part for part in (lead, question.why if step.why else "") if part)
    hint = f" {questions.said.hint}" if state.failures >= _TRIES else ""
    progress = f"**{questions.said.step.format(step=state.step, steps=len(SLOTS))}** · " if slot in SLOTS else ""
    blocks = (*((Paragraph(told),) if told else ()), Paragraph(f"{progress}{_wording(state, step, question, article, questions)}{hint}"))
    return Said(blocks, _custom(state, step, article), _spoken(state, step, article, questions), _choices(state, step, article, questions))


def _spoken(state: State, step: Step, article: Article, questions: QuestionsFile) -> str:
    """The spoken form: "Three weeks. How bad is it, from zero to ten?" """
    question = questions.slots[str(state.slot)]
    if step.problem or step.ask == BACK:
        asked = _wording(state, step, question, article, questions)
    else:
        asked = question.more_short if step.ask == MORE and question.more_short else question.short
    hint = questions.said.hint if state.failures >= _TRIES else ""
    lead = _lead(state, step, article, questions, short=True)
    if step.ask == MORE and not lead and not step.problem:
        lead = questions.said.noted_short.format(values=capital(noted(str(state.slot), state.record, article)))
    told = (lead, question.why if step.why else "", asked, hint)
    return " ".join(part for part in told if part)


def _wording(state: State, step: Step, question: Question, article: Article, questions: QuestionsFile) -> str:
    if step.problem:
        return question.problems.get(step.problem, question.retry)
    if step.ask == BACK:
        return question.back.format(value=describe(str(state.slot), state.record, article)) if state.slot in SLOTS else question.back
    if step.ask == MORE and question.more:
        return f"{questions.said.so_far.format(value=noted(str(state.slot), state.record, article))} {question.more}"
    return question.ask if step.ask in (FIRST, RESUME) else question.retry


def _choices(state: State, step: Step, article: Article, questions: QuestionsFile) -> Tuple[Choice, ...]:
    slot = str(state.slot)
    question = questions.slots[slot]
    buttons = questions.buttons
    if slot == "symptoms":
        named = state.record.symptoms.present
        found = [Choice(capital(symptom.label), set_payload(slot, {"present": [id_]}, more=True)) for id_, symptom in article.symptoms.items() if id_ not in named]
        found.append(Choice(buttons.enough, do_payload("enough", slot)) if step.ask == MORE else Choice(buttons.none, set_payload(slot, {"none": True})))
    else:
        picked = (state.record.body_parts or ()) if slot == "body_parts" else ()
        found = [Choice(option.title, set_payload(slot, option.value, more=option.more)) for option in question.choices
                 if not (option.more and set(option.value) <= set(picked))]
        if step.ask == MORE:
            found = [*found, Choice(buttons.enough, do_payload("enough", slot))]
    if slot != CONSENT and step.ask != MORE:
        found.append(Choice(buttons.skip, do_payload("skip", slot)))
    return tuple(found)


def _doubt(state: State, step: Step, lead: str, article: Article, questions: QuestionsFile) -> Said:
    assert state.doubt is not None
    slot = state.doubt.key.partition(".")[0]
    old, new = doubted(state, article)
    text = f"{lead} {questions.said.doubt.format(old=old, new=new)}".strip()
    choices = (Choice(questions.said.doubt_old.format(value=old), do_payload("keep", slot)),
               Choice(questions.said.doubt_new.format(value=new), set_payload(slot, state.doubt.new)))
    return Said((Paragraph(text),), _custom(state, step, article), questions.said.doubt_short.format(old=old, new=new), choices)


def doubted(state: State, article: Article) -> Tuple[str, str]:
    """The two answers of a doubt in plain words."""
    assert state.doubt is not None
    slot, _, part = state.doubt.key.partition(".")
    record = state.record
    if slot == "symptoms":
        before = next(heading for heading in ("present", "absent", "unsure") if part in getattr(record.symptoms, heading))
        now = next(iter(state.doubt.new))
        olds, news = (describe(slot, Record(symptoms=replace(Record().symptoms, **{heading: (part,)})), article) for heading in (before, now))
        return olds, news
    changed = fill(replace(state, doubt=None), {slot: state.doubt.new}, corrects=True, adds=False).state.record
    if slot == "tests" and part:
        one = [replace(Record(), tests={part: (which.tests or {})[part]}) for which in (record, changed)]
        return describe(slot, one[0], article), describe(slot, one[1], article)
    return describe(slot, record, article), describe(slot, changed, article)


def _review(state: State, step: Step, lead: str, article: Article, questions: QuestionsFile) -> Said:
    rows = tuple((capital(questions.slots[slot].label), capital(describe(slot, state.record, article))) for slot in SLOTS)
    buttons = questions.buttons
    choices = (Choice(buttons.done, do_payload("done")),
               *(Choice(buttons.change.format(label=small(questions.slots[slot].label)), do_payload("change", slot)) for slot in SLOTS))
    lead = lead or questions.said.review_again
    problem = next((question.problems[step.problem] for question in questions.slots.values() if step.problem in question.problems), "") if step.problem else ""
    lead = f"{problem} {lead}".strip()
    told = _lead(state, replace(step, said=step.said if step.said == "review_what" else ""), article, questions, short=True)
    asked = "" if step.said == "review_what" else questions.said.review_short if step.said == "review" else questions.said.review_say
    short = " ".join(part for part in (problem, told, asked) if part)
    return Said((Paragraph(lead), Bullets(rows)), _custom(state, step, article), short, choices)


def _custom(state: State, step: Step, article: Article) -> Dict[str, Any]:
    slot = state.doubt.key.partition(".")[0] if state.doubt and state.status == ASKING else state.slot
    custom: Dict[str, Any] = {"type": "intake", "status": state.status, "slot": slot if state.status == ASKING else None}
    if state.status == ASKING:
        custom["ask"] = step.ask
    custom.update(step=state.step, steps=len(SLOTS))
    if step.changed:
        record = to_contract(state.record, article)
        custom["changed"] = {slot: record[slot] for slot in step.changed}
    if state.status == STOPPED:
        custom["resumable"] = state.resumable
    return custom
