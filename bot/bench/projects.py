"""The two Rasa projects that the assistant is measured beside, as files: Rasa's floor and Rasa's stock configuration."""
import importlib.util
import io
from pathlib import Path
from typing import Any, Dict, List, Mapping

from ruamel.yaml import YAML

from bot import settings

Files = Dict[str, str]  # path inside the project -> content
_VERSION = "3.1"
_FALLBACK = "nlu_fallback"
_INTENTS_PER_STORY = 5
# As long as a typical answer of ours: text of the same length is sent, stored and read again.
_TEXT = (
    "This is a reply of the stock assistant. It says nothing, and it is as long as one of the answers of the assistant that it is "
    "compared with, so that both have the same amount of text to send, to keep and to read again in the next turn. That assistant "
    "answers out of an article, in two or three sentences, and closes with a line that tells which sections it has used."
)


def floor() -> Files:
    """The least that Rasa can do: a keyword, a rule, a response; conversations in memory only."""
    return {
        "config.yml": _yaml({
            "recipe": "default.v1", "assistant_id": "floor", "language": "en",
            "pipeline": [{"name": "KeywordIntentClassifier", "case_sensitive": False}], "policies": [{"name": "RulePolicy"}]}),
        "domain.yml": _domain(["ask"]),
        "data/nlu.yml": _yaml({"version": _VERSION, "nlu": [{"intent": "ask", "examples": "- b12\n- cobalamin\n"}]}),
        "data/rules.yml": _yaml({"version": _VERSION, "rules": [_rule("ask")]}),
        "endpoints.yml": _yaml({}),
        "credentials.yml": _yaml({"rest": None}),
    }


STOCK_EPOCHS = 100


def stock(epochs: int = STOCK_EPOCHS) -> Files:
    """What `rasa init` sets up when it is left as it is, on our training examples; a response per intent, conversations in SQLite.

    With fewer `epochs` it trains sooner and answers as fast, only less well.
    """
    paths = sorted(settings.ROOT.glob("data/nlu/**/*.yml"))
    data = {str(path.relative_to(settings.ROOT)): path.read_text(encoding="utf-8") for path in paths}
    intents = _intents(data)
    return {
        **data,
        "config.yml": _stock_config().replace(f"epochs: {STOCK_EPOCHS}", f"epochs: {epochs}"),
        "domain.yml": _domain([*intents, _FALLBACK]),
        "data/rules.yml": _yaml({"version": _VERSION, "rules": [_rule(intent) for intent in [*intents, _FALLBACK]]}),
        # Rasa leaves out the policies that learn when there are only rules, so there are a few stories, as `rasa init` has them.
        "data/stories.yml": _yaml({"version": _VERSION, "stories": [
            _story(intents[start:start + _INTENTS_PER_STORY]) for start in range(0, len(intents), _INTENTS_PER_STORY)]}),
        "endpoints.yml": _yaml({"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "conversations.db"}}),
        "credentials.yml": _yaml({"rest": None}),
    }


def _stock_config() -> str:
    """The configuration that the installed Rasa fills in where a project names none."""
    rasa = importlib.util.find_spec("rasa")
    if rasa is None or rasa.origin is None:
        raise FileNotFoundError("The package rasa is not installed; run `make test` once.")
    path = Path(rasa.origin).parent / "engine" / "recipes" / "config_files" / "default_config.yml"
    return path.read_text(encoding="utf-8").replace("placeholder_default", "stock")


def _intents(data: Mapping[str, str]) -> List[str]:
    """The intents of training files, sorted."""
    yaml = YAML(typ="safe", pure=True)
    return sorted({entry["intent"] for content in data.values() for entry in yaml.load(content)["nlu"] if "intent" in entry})


def _domain(intents: List[str]) -> str:
    responses = {f"utter_{intent}": [{"text": _TEXT}] for intent in intents}
    return _yaml({"version": _VERSION, "intents": intents, "responses": responses,
                  "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": False}})


def _rule(intent: str) -> Dict[str, Any]:
    return {"rule": f"{intent} is replied to", "steps": _steps(intent)}


def _story(intents: List[str]) -> Dict[str, Any]:
    return {"story": ", then ".join(intents), "steps": [step for intent in intents for step in _steps(intent)]}


def _steps(intent: str) -> List[Dict[str, str]]:
    return [{"intent": intent}, {"action": f"utter_{intent}"}]


def _yaml(content: Any) -> str:
    output = io.StringIO()
    YAML(typ="safe", pure=True).dump(content, output)  # no JSON: Rasa looks for the unquoted keys at the start of a line
    return output.getvalue()
