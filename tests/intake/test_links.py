"""Tokens that lead to a summary for a day."""
from datetime import timedelta
from typing import Optional

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from bot import settings
from bot.intake.links import SECONDS, addresses, link, links_to, opened

SECRET = "a secret of sixteen"


def conversation_of(token: str, secret: str) -> Optional[str]:
    found = opened(token, secret)
    return found.conversation_id if found else None


@pytest.mark.parametrize("conversation_id", ["rest:alice", "web:ünï.code/☃", "a.b.c", "", "x" * 255])
def test_a_token_leads_back(conversation_id: str) -> None:
    token = link(conversation_id, SECRET)
    assert conversation_of(token, SECRET) == conversation_id
    assert "/" not in token


@pytest.mark.parametrize("token", ["", ".", "..", "nonsense", "a.b.c", "☃", link("rest:alice", "another secret of ours"), link("rest:alice", SECRET)[:-2],
                                   "A" + link("rest:alice", SECRET), URLSafeTimedSerializer(SECRET, salt="login").dumps("rest:alice"),
                                   URLSafeTimedSerializer(SECRET, salt="summary").dumps({"id": 1})])
def test_any_other_token_leads_nowhere(token: str) -> None:
    assert conversation_of(token, SECRET) is None


def test_a_token_lasts_a_day() -> None:
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False) as clock:
        token = link("rest:alice", SECRET)
        clock.shift(timedelta(seconds=SECONDS))
        assert conversation_of(token, SECRET) == "rest:alice"
        clock.shift(timedelta(seconds=1))
        assert conversation_of(token, SECRET) is None


@given(st.text())
def test_any_text_is_a_token_or_none(token: str) -> None:
    assert conversation_of(token, SECRET) is None


def test_every_format_has_an_address() -> None:
    found = addresses("rest:alice", SECRET, "https://example.org")
    assert {name: address.rpartition(".")[2] for name, address in found.items()} == {"pdf": "pdf", "text": "txt", "json": "json", "fhir": "fhir"}
    for address in found.values():
        assert address.startswith("https://example.org/summary/")
        assert conversation_of(address.rpartition("/")[2].rpartition(".")[0], SECRET) == "rest:alice"


def test_the_assistants_own_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", SECRET)
    assert conversation_of(links_to("rest:alice")["pdf"].removeprefix("/summary/").removesuffix(".pdf"), settings.secret_key()) == "rest:alice"


def test_a_token_tells_when_it_was_made() -> None:
    with time_machine.travel("2026-11-25T12:00:00.7Z", tick=False):
        found = opened(link("rest:alice", SECRET), SECRET)
    assert found
    assert found.made == 1_795_608_000.7
