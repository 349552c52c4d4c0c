"""A summary as a file: who gets it, and what those hear who do not."""
import asyncio
import json
import stat
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, Optional

import jsonschema
import pytest
import time_machine
from sanic.response import HTTPResponse

from bot import settings
from bot.channels.downloads import DownloadsInput
from bot.intake.contract import load_schema
from bot.intake.links import link
from bot.intake.record import to_json
from tests.intake.records import RICH

SECRET = "a secret of sixteen"
DONE = {"status": "done", "consent": True, "record": to_json(RICH)}


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", SECRET)

    async def is_of_now(agent: Any, conversation_id: str, made: float) -> bool:
        return True  # the real one is tried in tests/server/test_rights.py
    monkeypatch.setattr("bot.channels.downloads.is_of_now", is_of_now)


class Store:
    """A tracker store that knows one conversation, with what its slot `intake` holds."""

    def __init__(self, intake: Any) -> None:
        self._intake = intake

    async def retrieve(self, conversation_id: str) -> Optional[Any]:
        return SimpleNamespace(get_slot={"intake": self._intake}.get) if conversation_id == "rest:alice" else None


async def nobody(_: Any) -> None:
    raise AssertionError("a download is no message")


def get(path: str, intake: Any = DONE) -> HTTPResponse:
    """What the door answers to GET `path`, without a server."""
    async def ask() -> HTTPResponse:
        routes = {route.uri: route.handler for route in DownloadsInput().blueprint(nobody)._future_routes}
        request = SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=SimpleNamespace(tracker_store=Store(intake)))))
        name = path.removeprefix("/summary/")
        answer: HTTPResponse = await (routes[path](request) if name == path else routes["/summary/<name>"](request, name))
        return answer
    return asyncio.run(ask())


def body(answer: HTTPResponse) -> bytes:
    return bytes(answer.body or b"")


def summary(ending: str, intake: Any = DONE) -> HTTPResponse:
    return get(f"/summary/{link('rest:alice', SECRET)}.{ending}", intake)


@pytest.mark.parametrize(("ending", "type_", "start", "disposition"), [
    ("pdf", "application/pdf", b"%PDF-", 'inline; filename="summary-2026-11-25.pdf"'),
    ("txt", "text/plain; charset=utf-8", b"Summary for your appointment\n", 'inline; filename="summary-2026-11-25.txt"'),
    ("json", "application/json", b'{\n  "schema": "intake-record"', 'attachment; filename="summary-2026-11-25.json"'),
    ("fhir", "application/fhir+json; charset=utf-8", b'{\n  "resourceType": "QuestionnaireResponse"', 'attachment; filename="summary-2026-11-25.fhir.json"'),
])
def test_a_summary_in_each_format(ending: str, type_: str, start: bytes, disposition: str) -> None:
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False):
        answer = summary(ending)
    assert answer.status == 200
    assert answer.content_type == type_
    assert body(answer).startswith(start)
    assert answer.headers["content-disposition"] == disposition
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_files_hold_the_record() -> None:
    record = json.loads(body(summary("json")))["record"]
    jsonschema.validate(record, load_schema())
    assert record["severity"] == 7
    assert json.loads(body(summary("fhir", {**DONE, "status": "stopped"})))["status"] == "stopped"
    assert "“feet like in café syrup Ω 😀”" in " ".join(body(summary("txt")).decode().split())


def refusal(answer: HTTPResponse) -> Dict[str, Any]:
    assert answer.status == 404
    return dict(json.loads(body(answer)))


@pytest.mark.parametrize("path", [
    "nonsense.pdf", ".pdf", "pdf", link("rest:alice", "another secret of ours") + ".pdf", link("rest:bob", SECRET) + ".pdf", link("rest:alice", SECRET),
    link("rest:alice", SECRET) + ".docx", link("rest:alice", SECRET) + "x.pdf"])
def test_any_other_address_is_answered_with_one_sentence(path: str) -> None:
    error = refusal(get(f"/summary/{path}"))["error"]
    assert error.endswith(".")
    assert "tingling" not in error
    assert "alice" not in error


def test_a_link_of_yesterday_leads_nowhere() -> None:
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False) as clock:
        path = f"/summary/{link('rest:alice', SECRET)}.txt"
        clock.shift(timedelta(hours=25))
        assert refusal(get(path))


@pytest.mark.parametrize("intake", [None, {}, "text", {"status": "offered"}, {"status": "asking", "record": None}, {**DONE, "consent": False},
                                    {"status": "done", "record": {"symptom": []}}, {"status": "done", "record": "x"}, {"status": "done", "record": {"symptoms": 7}}])
def test_no_record_or_no_consent_is_no_summary(intake: Any) -> None:
    assert refusal(summary("pdf", intake))["error"].endswith(".")


def test_the_questionnaire_and_the_schema_are_for_anybody() -> None:
    assert json.loads(body(get("/fhir/Questionnaire")))["resourceType"] == "Questionnaire"
    assert get("/fhir/Questionnaire").content_type.startswith("application/fhir+json")
    assert json.loads(body(get("/schemas/intake-record.json"))) == load_schema()


def test_the_secret_is_kept_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setattr(settings, "RUN", tmp_path / "run")
    secret = settings.secret_key()
    assert len(secret) >= 32
    assert settings.secret_key() == secret
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "run").iterdir()] == [0o600]


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(settings.SettingError, match="at least 16 characters"):
        settings.secret_key()
