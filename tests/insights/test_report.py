import json
from pathlib import Path

import pytest

from bot.insights.__main__ import main
from bot.insights.counts import count
from bot.insights.misses import Group
from bot.insights.pictures import PICTURES
from bot.insights.report import write
from bot.insights.turns import conversation_of
from tests.insights.talk import ANSWER, LOST, asked, consent, turn


def test_everything_is_written(tmp_path: Path) -> None:
    conversation = conversation_of("web:a", [*turn("my secret", ANSWER), *turn("x", LOST), *turn("x", asked("asking", "diet"))])
    write(count([conversation], set()), [Group(("<b>grub</b>",), "ask_food/list", 0.4, 2)], tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"index.html", *PICTURES}
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;grub" in page
    assert "secret" not in page


def test_with_nothing_said_there_is_a_page_too(tmp_path: Path) -> None:
    write(count([], set()), [], tmp_path)
    assert "0 turns of 0 conversations" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.model
def test_from_a_stream_to_proposals(tmp_path: Path, model: Path) -> None:
    events = [{**event, "sender_id": sender} for sender, talk in (
        ("web:a", [*consent(), *turn("wot foods has b12 innit", LOST)]), ("web:b", turn("my secret", LOST))) for event in talk]
    stream = tmp_path / "events.jsonl"
    stream.write_text("\n".join(map(json.dumps, events)), encoding="utf-8")
    assert main(["--events", str(stream), "--out", str(tmp_path / "out")]) == 0
    proposed = (tmp_path / "out" / "proposals.yml").read_text(encoding="utf-8")
    assert "wot foods has b12 innit" in proposed
    assert "label: ask_food/" in proposed
    assert "secret" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.*ml"))


@pytest.mark.parametrize(("content", "reason"), [("{}\nnonsense", "Line 2"), ("[1]", "Line 1")])
def test_what_is_no_stream_is_told(content: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(content, encoding="utf-8")
    assert main(["--events", str(path)]) == 1
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--events", "--db"])
def test_a_file_that_is_not_there_is_told(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option, str(tmp_path / "none")]) == 1
    assert "none" in capsys.readouterr().err
