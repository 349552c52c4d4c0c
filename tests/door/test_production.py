"""With PRODUCTION=1 it does not start with a secret that keeps nobody out; everything is told at once and no secret is."""
from typing import Dict, List

import pytest

from bot.production import refuse_unsafe, unsafe
from bot.settings import SettingError
from tests.server.test_processes import run

KEY = "9f1c7d3ab2e84f60a5d19c7be23f4680"
HEX = "8f14e45fceea167a5a36dedd4bea2543"
GOOD = {"PRODUCTION": "1", "SECRET_KEY": KEY}


@pytest.mark.parametrize("more", [
    {}, {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": HEX}, {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_WEBHOOK_SECRET": KEY, "PUBLIC_URL": "https://a.example"},
    {"VOICE_BEARER_TOKEN": KEY}, {"DATABASE_URL": f"postgresql://bot:{KEY}@db/bot"}, {"DATABASE_URL": "postgresql:///bot"}, {"PUBLIC_URL": "https://a.example/"},
    {"DATABASE_URL": "postgresql://bot@db/bot", "PGPASSWORD": KEY}, {"WEB_ALLOWED_ORIGINS": "https://clinic.example"},
    {"SECRET_KEY": f"{KEY}, {KEY[::-1]}"}, {"METRICS_TOKEN": KEY}, {"TWILIO_AUTH_TOKEN": HEX, "PUBLIC_URL": "https://a.example"},
])
def test_what_is_safe(more: Dict[str, str]) -> None:
    assert unsafe({**GOOD, **more}, alone=False) == []


@pytest.mark.parametrize(("more", "said"), [
    ({"SECRET_KEY": ""}, ["SECRET_KEY is not set"]),
    ({"SECRET_KEY": "short"}, ["SECRET_KEY has to have at least 32"]),
    ({"SECRET_KEY": f"{KEY},short"}, ["SECRET_KEY has to have at least 32"]),
    ({"SECRET_KEY": "a" * 40}, ["SECRET_KEY can be guessed"]),
    ({"SECRET_KEY": "change-me-change-me-change-me-change-me"}, ["SECRET_KEY can be guessed"]),
    ({"SECRET_KEY": "password-secret-default-admin-test-1234"}, ["SECRET_KEY can be guessed"]),
    ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_SIGNING_SECRET is not set"]),
    ({"SLACK_SIGNING_SECRET": "8f14e45f"}, ["SLACK_SIGNING_SECRET has to have", "SLACK_SIGNING_SECRET is not one of Slack's"]),
    ({"SLACK_SIGNING_SECRET": HEX + "00"}, ["SLACK_SIGNING_SECRET is not one of Slack's"]),
    ({"TELEGRAM_BOT_TOKEN": "1:a", "PUBLIC_URL": "https://a.example"}, ["TELEGRAM_WEBHOOK_SECRET is not set"]),
    ({"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_WEBHOOK_SECRET": "abc"}, ["TELEGRAM_WEBHOOK_SECRET has to have", "PUBLIC_URL is not set"]),
    ({"VOICE_BEARER_TOKEN": "kitchen"}, ["VOICE_BEARER_TOKEN has to have"]),
    ({"TWILIO_AUTH_TOKEN": "x"}, ["TWILIO_AUTH_TOKEN has to have", "PUBLIC_URL is not set"]),
    ({"METRICS_TOKEN": "x"}, ["METRICS_TOKEN has to have"]),
    ({"PUBLIC_URL": "http://a.example"}, ["PUBLIC_URL has to begin with https://"]),
    ({"WEB_ALLOWED_ORIGINS": "https://a.example,http://b.example"}, ["WEB_ALLOWED_ORIGINS"]),
    ({"DATABASE_URL": "postgresql://bot@db/bot"}, ["DATABASE_URL has no password"]),
    ({"DATABASE_URL": "postgresql://postgres:postgres@db/bot"}, ["DATABASE_URL has a password that can be guessed"]),
    ({"DATABASE_URL": "postgresql://bot:changeme12345@db/bot"}, ["DATABASE_URL has a password that can be guessed"]),
    ({"DATABASE_URL": "postgresql://[::1/bot"}, ["DATABASE_URL cannot be read"]),
])
def test_what_is_not(more: Dict[str, str], said: List[str]) -> None:
    found = unsafe({**GOOD, **more}, alone=False)
    assert len(found) == len(said), found
    assert all(sentence.startswith(start) for sentence, start in zip(found, said, strict=True)), found
    assert not any(value in sentence for name, value in more.items() if "://" not in value and len(value) > 6 for sentence in found)


def test_a_process_that_nobody_starts_needs_a_secret_for_its_actions() -> None:
    assert [sentence.split()[0] for sentence in unsafe(GOOD)] == ["ACTIONS_SECRET"]
    assert unsafe({**GOOD, "ACTIONS_SECRET": KEY}) == []


@pytest.mark.parametrize("on", ["", "0", "false", "no"])
def test_elsewhere_anything_goes(on: str) -> None:
    assert unsafe({"PRODUCTION": on, "SECRET_KEY": "x"}) == []


def test_it_is_refused_with_everything_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PRODUCTION": "1", "SECRET_KEY": "short", "PUBLIC_URL": "http://a.example", "VOICE_BEARER_TOKEN": "x"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as refusal:
        refuse_unsafe(alone=False)
    assert len(str(refusal.value).splitlines()) == 4


def test_make_run_says_so() -> None:
    code, said = run("bot.run", PRODUCTION="1", SECRET_KEY="0123456789abcdef")
    assert code == 1
    assert "SECRET_KEY has to have at least 32 characters" in said
    assert "Traceback" not in said
