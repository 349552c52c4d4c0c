"""The recipes of CONTRIBUTING.md: carried out as they are written there, on a copy of the tree; then what they add is asked for."""
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
import requests

from bot.settings import ROOT, free_port
from bot.understanding.classifier import Classifier
from tests.client import Client
from tests.docs.recipes import applied, carry_out, changed, copy_tree, recipes, reset
from tests.waiting import eventually

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = recipes(PAGE)
TOUCHED = {
    "A fact": {"data/article/terms.yml"}, "A food": {"data/article/foods.yml"}, "A way of asking": {"data/nlu/ask/food.yml"},
    "A topic": {"data/article/topics.yml", "data/nlu/ask/chapters.yml", "domain.yml", "data/stories/reply.yml",
                "tests/conversations/chapters/test_somebody_wants_an_outline.yml"},
    "A red flag": {"data/language/red_flags.yml", "tests/safety/more_voices.yml"}, "A question of the intake": {"data/intake/questions.yml"},
    "A channel": {"bot/channels/plain.py", "credentials.yml", "docs/settings.md", "docs/channels/plain.md"},
    "A second article": {str(Path("examples/zinc") / path.relative_to(ROOT / "examples" / "iron")) for path in (ROOT / "examples" / "iron").rglob("*.*")
                         if path.suffix in (".yml", ".md") and "deploy" not in path.parts},
}
WAY, TOPIC = "What goes in the trolley?", "which chapters are there?"
TOKEN, CURL = re.findall(r"PLAIN_TOKEN=(\S+) make run\n +(curl .+)", PAGE)[0]
# A classifier of the copy's own examples, few enough for a few seconds.
TAUGHT = """
import json, sys
from ruamel.yaml import YAML
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.article.files import DATA
from bot.evaluation.cases import _examples
from bot.language.embedding import load_encoder
from bot.language.unlisted import load_unlisted
from bot.understanding.classifier import Classifier
from bot.understanding.context import Context
from bot.understanding.understand import understand
examples = []
for name in ("ask/food", "ask/overview", "ask/chapters", "declines/out_of_scope", "smalltalk"):
    for entry in YAML(typ="safe").load((DATA / "nlu" / f"{name}.yml").read_text(encoding="utf-8"))["nlu"]:
        facet = (entry.get("metadata") or {}).get("facet")
        if facet in (None, "list", "summary", "help", "greet"):
            examples += [(text, f"{entry['intent']}/{facet}" if facet else entry["intent"]) for text in _examples(entry["examples"])]
article = load_article()
classifier = Classifier.train(examples, article, load_unlisted(), load_encoder())
print(json.dumps([[said.custom for said in say(understand(text, Context(), classifier, article)[0], article, load_replies())] for text in sys.argv[1:]]))
"""


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with every recipe carried out; each alone has changed what it says it touches."""
    tree = copy_tree(tmp_path_factory.mktemp("tree"))
    for name, steps in RECIPES.items():
        carry_out(steps, tree)
        assert set(changed(tree)) == TOUCHED[name], name
        reset(tree)
    for steps in RECIPES.values():
        carry_out(steps, tree)
    return tree


def python(tree: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, *arguments], cwd=tree, env={**os.environ, "PYTHONPATH": str(tree), **environment}, capture_output=True, text=True,
                          timeout=300, check=False)


def test_every_change_told_of_has_a_recipe() -> None:
    assert list(RECIPES) == list(TOUCHED)


def test_a_diff_goes_below_its_lines_or_to_the_end() -> None:
    assert applied("a\nb: 1 2\n", " b: …\n+c\n") == "a\nb: 1 2\nc\n"
    assert applied("a\nb\n", "+c\n") == "a\nb\nc\n"
    assert applied("a\nb\nc\n", " a\n-b\n+d\n") == "a\nd\nc\n"
    with pytest.raises(AssertionError, match="2 times"):
        applied("a\na\n", " a\n+b\n")


@pytest.mark.parametrize("article", ["", "examples/zinc"])
def test_the_data_hold_no_mistake(together: Path, article: str) -> None:
    done = python(together, "-m", "bot.checks", ARTICLE=article)
    assert done.returncode == 0, done.stderr


def test_the_promises_between_files_hold(together: Path) -> None:
    done = python(together, "-m", "pytest", "-q", "-W", "ignore", "-p", "no:cacheprovider", "tests/test_agreement.py", "tests/article/test_load.py",
                  "tests/docs/test_settings.py", "tests/docs/test_api.py", "tests/language/test_unlisted.py", "-m", "not server and not model",
                  "-k", "not knows_nothing_of_rasa")
    assert done.returncode == 0, done.stdout
    style = python(together, "-m", "ruff", "check", "bot", "tests")
    assert style.returncode == 0, style.stdout


@pytest.mark.model
def test_what_was_added_to_the_examples_is_understood(together: Path, classifier: Classifier) -> None:
    assert all(text in PAGE for text in (WAY, TOPIC))
    assert classifier.predict([classifier.reader.read(WAY)])[0].labels[0] != "ask_food/list"  # or the recipe would add nothing
    done = python(together, "-c", TAUGHT, WAY, TOPIC)
    assert done.returncode == 0, done.stderr
    (way,), (topic,) = json.loads(done.stdout)
    assert (way["type"], way["topic"]) == ("answer", "food")
    assert (topic["type"], topic["topic"], topic["sources"]) == ("answer", "chapters", ["overview", "conclusion"])


def running(tree: Path, **environment: str) -> Iterator[str]:
    """The address of the assistant of a copy, started and ended as a person would."""
    port, log = free_port(), tree / "run.log"
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "bot.run"], cwd=tree, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                                   env={**os.environ, "PYTHONPATH": str(tree), "PORT": str(port), "PLAIN_TOKEN": TOKEN, **environment})

    def came_up() -> bool:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        return "Ctrl-C" in log.read_text(encoding="utf-8")

    try:
        eventually(came_up, 1_200)
        yield f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(60)


@pytest.fixture(scope="module")
def served(together: Path, model: Path) -> Iterator[str]:
    """The copy on the model that is there already: nothing but its data and its code has changed."""
    yield from running(together, MODEL=str(model))


@pytest.fixture(scope="module")
def trained(together: Path) -> Iterator[str]:
    """The copy on a model of its own."""
    yield from running(together)


def first(url: str, text: str) -> Dict[str, Any]:
    assert text in PAGE
    return Client(url).say(text)[0]


def ask_what_needs_no_training(url: str) -> None:
    fact = Client(url).messages("what does musculoskeletal mean?")[0]
    assert "musculoskeletal discomfort beside muscle aches" in fact["text"]
    assert (fact["custom"]["topic"], fact["custom"]["sources"]) == ("overview", ["overview"])
    assert first(url, "is mackerel a good source?")["items"] == ["mackerel"]
    assert "mackerel" in Client(url).messages("which fish has b12?")[0]["text"]
    assert first(url, "I was struck by lightning an hour ago") == {"type": "urgent", "reason": "other"}
    assert Client(url).say("the news hit me like lightning")[0]["type"] != "urgent"


def answer_the_new_question(url: str) -> None:
    person = Client(url)
    turn = [person.say(text) for text in ("check my symptoms", "yes")][-1][-1]
    seen: List[str] = []
    while turn["slot"] != "appointment":
        assert turn["steps"] == 10
        seen.append(turn["slot"])
        turn = person.say("skip")[-1]
    assert seen[-1] == "current_b12"
    assert person.say("Yes, I have one!")[-1]["slot"] == "notes"
    assert person.say("no")[-1]["status"] == "review"
    assert person.say("change appointment to not yet")[-1]["changed"] == {"appointment": "not_yet"}
    record = person.say("all correct")[-1]
    assert (record["type"], record["appointment"], "appointment" in record["skipped"]) == ("summary", "not_yet", False)


def write_plain_text(url: str) -> None:
    address, bearer = f"{url}/webhooks/plain/webhook", {"Authorization": f"Bearer {TOKEN}"}
    said = subprocess.run(["bash", "-c", CURL.replace("http://127.0.0.1:5005", url)], capture_output=True, text=True, timeout=60, check=True).stdout
    assert "Excellent sources" in said
    assert requests.post(address, params={"sender": "kitchen"}, data="hello", timeout=60).status_code == 401
    assert requests.post(address, data="hello", headers=bearer, timeout=60).status_code == 400
    assert 'channel="plain"' in requests.get(f"{url}/metrics", timeout=60).text


@pytest.mark.server
@pytest.mark.parametrize("ask", [ask_what_needs_no_training, answer_the_new_question, write_plain_text])
def test_what_was_added_is_answered(served: str, ask: Any) -> None:
    ask(served)


@pytest.mark.soak
@pytest.mark.server
@pytest.mark.timeout(1_500)  # it trains
def test_what_was_added_is_answered_after_training(trained: str) -> None:
    for ask in (ask_what_needs_no_training, answer_the_new_question, write_plain_text):
        ask(trained)
    assert first(trained, WAY)["topic"] == "food"
    assert first(trained, TOPIC)["topic"] == "chapters"
