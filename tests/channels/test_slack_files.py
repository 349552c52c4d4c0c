"""All that is kept, as a file in the direct message where the workspace allows it, and what is said where it does not."""
import json
from typing import Any, Dict, List

import pytest
from werkzeug import Response

from bot.channels.downloads import File
from bot.channels.slack import answers
from tests.channels.conftest import Opener
from tests.fakes.rasa import FakeRasa
from tests.fakes.slack import FakeSlack, Workspace, broken, limited

CONTENT = json.dumps({"events": ["canary"]}).encode()
LINKED = "It is in one file.\n\n[JSON](/data/token.json)"
HOST, NO_FILE = "https://b12.example", "I cannot hand you a file here. Whoever runs this assistant can give you one of this conversation."
CAPTION = "All that I keep of our conversation."


def exporting(_: str) -> List[Dict[str, Any]]:
    return [{"text": LINKED, "custom": {"type": "data", "action": "exported"}}]


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    async def data_for(_: Any, conversation_id: str) -> File:
        assert conversation_id == "slack:DU1:U1"
        return File(CONTENT, "application/json", "my-data.json")

    monkeypatch.setattr(answers, "data_for", data_for)


@pytest.mark.parametrize("fault", [None, limited(0), broken()], ids=["at once", "busy", "broken"])
def test_a_copy_comes_as_a_file(open_slack: Opener, slack_api: FakeSlack, monkeypatch: pytest.MonkeyPatch, fault: "Response | None") -> None:
    monkeypatch.setenv("PUBLIC_URL", HOST)
    person = Workspace(open_slack(FakeRasa(exporting)).url)
    slack_api.faults = [fault] if fault else []
    person.event(person.direct("export my data", thread_ts="1700000000.000100"))
    (shared,) = slack_api.wait_for(1, "files.completeUploadExternal")
    assert slack_api.files == [CONTENT]
    assert (shared["channel_id"], shared["thread_ts"], shared["initial_comment"]) == ("DU1", "1700000000.000100", CAPTION)
    assert json.loads(shared["files"])[0]["title"] == "my-data.json"
    assert [one["text"] for one in slack_api.posted()] == ["It is in one file."]  # and no link, which would lie about


@pytest.mark.parametrize(("host", "said"), [(HOST, f"{HOST}/data/token.json"), ("", NO_FILE)])
def test_without_the_right_to_send_files(open_slack: Opener, slack_api: FakeSlack, monkeypatch: pytest.MonkeyPatch, host: str, said: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", host)
    slack_api.scopes.discard("files:write")
    person = Workspace(open_slack(FakeRasa(exporting)).url)
    person.event(person.direct("export my data"))
    first, second = slack_api.wait_for(2)
    assert first["text"] == "It is in one file."
    assert said in json.dumps(second["blocks"])
    person.event(person.direct("thanks"))  # what was refused was the file, not the chat
    assert len(slack_api.wait_for(4)) == 4


def test_in_a_channel_no_file_is_shown(open_slack: Opener, slack_api: FakeSlack) -> None:
    person = Workspace(open_slack(FakeRasa(exporting)).url)
    person.event(person.mention("export my data"))
    slack_api.wait_for(1)
    person.event(person.mention("and now?"))
    slack_api.wait_for(2)  # what belongs to the first would be there before
    assert slack_api.files == []
