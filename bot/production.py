"""PRODUCTION=1: the assistant does not start with a secret that is absent, short or a default; everything amiss is told at once."""
import os
import re
from typing import List, Mapping
from urllib.parse import unquote, urlsplit

from bot.settings import SettingError

ON = ("1", "true", "yes", "on")
SHORTEST = {"SECRET_KEY": 32, "TELEGRAM_WEBHOOK_SECRET": 24, "VOICE_BEARER_TOKEN": 32, "SLACK_SIGNING_SECRET": 32, "TWILIO_AUTH_TOKEN": 32,
            "METRICS_TOKEN": 24, "ACTIONS_SECRET": 32}  # characters
_SHORTEST_PASSWORD = 12
_TOGETHER = {"SLACK_BOT_TOKEN": "SLACK_SIGNING_SECRET", "TELEGRAM_BOT_TOKEN": "TELEGRAM_WEBHOOK_SECRET"}
_DEFAULTS = re.compile(r"secret|password|passwd|passw0rd|change.?me|example|default|admin|postgres|rasa|test|token|letmein|1234567?8?9?0?|qwerty|abc|xyz|key", re.I)
_FEWEST_DIFFERENT = 6  # characters


def refuse_unsafe(*, alone: bool = True) -> None:
    """Raises SettingError with every mistake, one a line, when PRODUCTION is on. `alone`: nobody makes an ACTIONS_SECRET for this process."""
    found = unsafe(os.environ, alone=alone)
    if found:
        raise SettingError("PRODUCTION is on, so the assistant does not start before this is mended:\n" + "\n".join(f"  - {one}" for one in found))


def unsafe(environment: Mapping[str, str], *, alone: bool = True) -> List[str]:
    """What is amiss, a sentence each; none of them holds a secret. Nothing outside of production."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    if given.get("PRODUCTION", "").lower() not in ON:
        return []
    needed = ["SECRET_KEY", *(secret for token, secret in _TOGETHER.items() if token in given), *(["ACTIONS_SECRET"] if alone else [])]
    found = [f"{name} is not set; `openssl rand -hex 32` makes one." for name in needed if name not in given]
    found += [flaw for name, shortest in SHORTEST.items() if name in given for secret in _each(name, given[name]) for flaw in _flaws(name, secret, shortest)]
    if "SLACK_SIGNING_SECRET" in given and not re.fullmatch(r"[0-9a-f]{32}", given["SLACK_SIGNING_SECRET"]):
        found.append("SLACK_SIGNING_SECRET is not one of Slack's, which are 32 characters 0-9 and a-f.")
    return list(dict.fromkeys([*found, *_database(given), *_addresses(given)]))


def _each(name: str, given: str) -> List[str]:
    """SECRET_KEY may be several, while one takes another's place."""
    return [key.strip() for key in given.split(",")] if name == "SECRET_KEY" else [given]


def _flaws(name: str, secret: str, shortest: int) -> List[str]:
    if len(secret) < shortest:
        return [f"{name} has to have at least {shortest} characters."]
    if len(set(secret)) < _FEWEST_DIFFERENT or len(_DEFAULTS.sub("", secret)) < shortest // 2:
        return [f"{name} can be guessed; `openssl rand -hex 32` makes a better one."]
    return []


def _database(given: Mapping[str, str]) -> List[str]:
    url = given.get("DATABASE_URL", "")
    try:
        parts = urlsplit(url)
        user, password, host = unquote(parts.username or ""), unquote(parts.password or given.get("PGPASSWORD", "")), parts.hostname or ""
    except ValueError:
        return ["DATABASE_URL cannot be read."]
    if not url or not host and not password:  # a socket of this machine, guarded by the system
        return []
    if not password:
        return ["DATABASE_URL has no password."]
    if len(password) < _SHORTEST_PASSWORD or password == user or len(_DEFAULTS.sub("", password)) < _SHORTEST_PASSWORD // 2:
        return [f"DATABASE_URL has a password that can be guessed; it has to have at least {_SHORTEST_PASSWORD} characters."]
    return []


def _addresses(given: Mapping[str, str]) -> List[str]:
    found = []
    if "PUBLIC_URL" in given and not given["PUBLIC_URL"].lower().startswith("https://"):
        found.append("PUBLIC_URL has to begin with https://.")
    if "PUBLIC_URL" not in given:
        found += [f"PUBLIC_URL is not set, and {name} needs it." for name in ("TELEGRAM_BOT_TOKEN", "TWILIO_AUTH_TOKEN") if name in given]
    if any(origin.strip().lower().startswith("http://") for origin in given.get("WEB_ALLOWED_ORIGINS", "").split(",")):
        found.append("WEB_ALLOWED_ORIGINS has to list https:// origins only.")
    return found
