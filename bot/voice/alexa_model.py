"""The Alexa skill's interaction model, out of the article and data/voice/alexa.yml: `python -m bot.voice.alexa_model` writes it."""
import json
import re
from typing import Any, Dict, Iterable, Iterator, List, Tuple

from bot.article import Article, load_article
from bot.article.files import Strict, deployed, once
from bot.intake.questions import QuestionsFile, load_questions

PATH = deployed("alexa", "en-US.json")  # not kept in the repository, so that a food is one line in one file
QUERY, SAID, SLOTS = "query", "said", ("said", "other", "third")
KINDS = ("symptom", "test", "food", "food_group", "treatment", "mechanism", "term")
_TYPED = ("consent", "symptoms", "severity")  # said with yes and no, as a Thing, as a number
_SAYABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .'-]{0,138}")


class Words(Strict):
    says: str
    samples: List[str]


class Typed(Strict):
    type: str
    samples: List[str]


class AlexaFile(Strict):
    carriers: List[str]
    builtin: Dict[str, str]
    leaving: Dict[str, str]
    words: Dict[str, Words]
    slots: Dict[str, Typed]


load_alexa = once(AlexaFile, "voice", "alexa.yml")


def carrier_intent(carrier: str) -> str:
    """`TellMeAboutIntent` for `tell me about`."""
    return f"{carrier.title().replace(' ', '')}Intent"


def interaction_model(article: Article, questions: QuestionsFile, file: AlexaFile) -> Dict[str, Any]:
    """What the developer console takes under "JSON editor"."""
    intents: List[Dict[str, Any]] = [{"name": name, "samples": []} for name in (*file.builtin, *file.leaving)]
    intents += [{"name": carrier_intent(carrier), "slots": [{"name": QUERY, "type": "AMAZON.SearchQuery"}], "samples": [f"{carrier} {{{QUERY}}}"]}
                for carrier in file.carriers]
    intents += [{"name": name, "slots": [], "samples": words.samples} for name, words in file.words.items()]
    for name, typed in file.slots.items():
        slots = [{"name": slot, "type": typed.type} for slot in SLOTS if any(f"{{{slot}}}" in sample for sample in typed.samples)]
        intents.append({"name": name, "slots": slots, "samples": typed.samples})
    types = [{"name": "Thing", "values": _values(_things(article))}, {"name": "Answer", "values": _values(_answers(questions))}]
    return {"interactionModel": {"languageModel": {"invocationName": article.about.invocation, "intents": intents, "types": types}}}


def as_text(model: Dict[str, Any]) -> str:
    return json.dumps(model, indent=2, ensure_ascii=False) + "\n"


def _things(article: Article) -> Iterator[Tuple[str, str, Iterable[str]]]:
    for kind in KINDS:
        entries = article.terms if kind == "term" else article.of_kind(kind)
        yield from ((f"{kind}.{id_}", str(entry.label), [str(name) for name in entry.other_names]) for id_, entry in entries.items())


def _answers(questions: QuestionsFile) -> Iterator[Tuple[str, str, Iterable[str]]]:
    for slot, question in questions.slots.items():
        if slot not in _TYPED:
            yield from ((f"{slot}.{number}", option.title.replace(",", ""), option.said) for number, option in enumerate(question.choices))


def _values(entries: Iterable[Tuple[str, str, Iterable[str]]]) -> List[Dict[str, Any]]:
    """Each name once in the whole type, or Alexa refuses the model."""
    seen: Dict[str, None] = {}
    values = []
    for id_, label, others in entries:
        names = [name for name in dict.fromkeys(map(str.strip, (label, *others))) if _SAYABLE.fullmatch(name) and name.lower() not in seen]
        names = list({name.lower(): name for name in reversed(names)}.values())[::-1]
        seen.update(dict.fromkeys(name.lower() for name in names))
        if names:
            values.append({"id": id_, "name": {"value": names[0], "synonyms": names[1:]}})
    return values


if __name__ == "__main__":
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(as_text(interaction_model(load_article(), load_questions(), load_alexa())), encoding="utf-8")
    print(PATH)
