"""Twenty phrases that nobody else says, through all channels and in the middle of faults, are found nowhere afterwards."""
from functools import partial
from pathlib import Path
from typing import List

import pytest
import requests

from tests.client import Client
from tests.faults.table import CANARIES, asked, words_of
from tests.faults.test_faults import begun
from tests.faults.world import World, together
from tests.waiting import eventually

pytestmark = pytest.mark.server


def found(folder: Path, words: List[str]) -> List[str]:
    """Which words stand in which files of a folder, in the forms in which text is kept."""
    forms = {word: (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()) for word in words}
    files = {path.name: path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()}
    return [f"{word} in {name}" for name, content in files.items() for word in words if any(form in content for form in forms[word])]


def test_words_are_found_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"... Quibberwick ...")
    assert found(tmp_path, ["quibberwick", "zarnopple"]) == ["quibberwick in a"]


@pytest.mark.postgres
def test_no_word_is_in_a_log_or_metric(world: World) -> None:
    """All that the faults before it have left behind is searched too."""
    begun(world)
    texts = iter([asked(canary) for canary in CANARIES])
    for switch in ("understanding", "action", ""):
        if switch:
            world.switch(switch)
        together([partial(person.say, text) for person, text in zip(world.people().values(), texts, strict=False)])
        if switch:
            world.switch_off(switch)
    Client(world.url).post(b'{"sender": "quibberwick", "message": zarnopple')
    requests.get(f"{world.url}/vextamoor", timeout=20)
    assert b"debug" in (world.folder / "run" / "rasa.log").read_bytes().lower()  # nothing is left out of it
    assert found(world.folder, list(CANARIES)) == []
    metrics = requests.get(f"{world.url}/metrics", timeout=20).text.lower()
    assert not any(word in metrics for word in CANARIES)


def test_what_is_deleted_is_in_no_byte(doors_world: World) -> None:
    people = doors_world.people()
    said: List[str] = []
    for canary in (word[::-1] for word in CANARIES):  # others have said them as they are
        texts = {channel: asked(canary) for channel in people}
        assert all("clams" in answer for answer in together([partial(people[channel].say, text) for channel, text in texts.items()]))
        said += [canary, *map(words_of, texts.values())]
    run = doors_world.assistant._run
    assert found(run, said[:1])
    for channel, person in people.items():
        assert "shall i delete" in person.say("delete everything you keep about me").lower(), channel
        assert "deleted" in person.say("yes").lower(), channel
    eventually(lambda: found(run, said) == [], 15)  # the journals of inboxes are emptied every few seconds
