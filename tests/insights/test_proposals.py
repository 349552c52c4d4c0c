from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.article.errors import DataError
from bot.insights.misses import Group
from bot.insights.proposals import Proposal, Refused, accepted, add, read, write


def test_a_file_is_written_for_its_owner_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "proposals.yml"
    write([Group(("what grub: has it?", "# grub"), "ask_food/list", 0.4, 3)], path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read(path) == [Proposal(accept=False, label="ask_food/list", count=3, texts=["what grub: has it?", "# grub"])]


@pytest.mark.parametrize("content", ["proposals: [{accept: maybe, label: x, texts: [y]}]", "proposals: [{accept: true, label: x, texts: []}]", "x: y", "["])
def test_a_spoiled_file_is_told(content: str, tmp_path: Path) -> None:
    path = tmp_path / "proposals.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"proposals\.yml"):
        read(path)


def take(*proposals: Proposal) -> object:
    texts = {text: text.lower() for proposal in proposals for text in proposal.texts}
    return accepted(proposals, {"ask_food/list"}, {"known"}, {"blind"}, texts)


def test_only_what_is_accepted_and_new_is_taken() -> None:
    yes, no = Proposal(accept=True, label="ask_food/list", texts=["Grub", "grub", "known"]), Proposal(accept=False, label="?", texts=["blind"])
    assert take(yes, no) == [("Grub", "ask_food/list")]


@pytest.mark.parametrize(("label", "text", "reason"), [("ask_food/lost", "grub", "no label 'ask_food/lost'"), ("ask_food/list", "Blind", "blind sentence")])
def test_what_cannot_be_learned_is_refused(label: str, text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        take(Proposal(accept=True, label=label, texts=[text]))


def test_examples_are_added_to_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "taught.yml"
    add([("grub: good?", "ask_food/list"), ("hiya", "smalltalk")], path)
    add([("more  grub", "ask_food/list"), ("grub: good?", "ask_food/list")], path)
    assert YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) == {"version": "3.1", "nlu": [
        {"intent": "ask_food", "metadata": {"facet": "list"}, "examples": "- grub: good?\n- more grub\n"},
        {"intent": "smalltalk", "examples": "- hiya\n"}]}
