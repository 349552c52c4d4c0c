"""Where things are and what the environment may set."""
import os
import re
import secrets
import socket
import sys
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Dict, Optional, Tuple, Union

from bot.article import files

Network = Union[IPv4Network, IPv6Network]

ROOT = files.ROOT
RUN = ROOT / ".run" / files.chosen().replace("/", "-").strip("-.")  # what is kept of one article means nothing to another
MODELS = ROOT / "models"
PYTHON = sys.executable

# More threads make one message no faster and two at once slower.
_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false", "SANIC_BACKLOG": "1024", "SANIC_USE_UVLOOP": "false", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "PYTHONWARNINGS": "ignore", "SANIC_WORKERS": "1",
}


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingError(Exception):
    """A setting that cannot be used; its text is one plain sentence."""


def host() -> str:
    """Where the assistant listens: this machine only, unless HOST says otherwise."""
    return os.environ.get("HOST", "127.0.0.1")


def port() -> int:
    """PORT, or 5005. Raises SettingError when it is no port number."""
    given = os.environ.get("PORT", "5005")
    if not given.isdigit() or not 0 < int(given) < 65_536:
        raise SettingError(f"PORT has to be a number from 1 to 65535, not {given!r}.")
    return int(given)


def whole_number(name: str, given: str, most: int, what: str = "a number") -> int:
    """What was given for a setting, as a number from 1 to `most`. Raises SettingError when it is none."""
    if not given.isdecimal() or not 0 < int(given) <= most:
        raise SettingError(f"{name} has to be {what} from 1 to {most}, not {given!r}.")
    return int(given)


def article() -> Path:
    """The folder of the article that is answered from. Raises SettingError when there is no article in it."""
    if not (files.pack() / "article").is_dir():
        raise SettingError(f"ARTICLE has to be a folder that holds an article, such as examples/iron, not {files.chosen()!r}.")
    return files.pack()


def messages_per_minute() -> int:
    """MESSAGES_PER_MINUTE, or 60: how many messages of one sender are answered. Raises SettingError when it is no such number."""
    return whole_number("MESSAGES_PER_MINUTE", os.environ.get("MESSAGES_PER_MINUTE", "60"), 1_000_000)


def log_level() -> str:
    """LOG_LEVEL, or INFO: what is written to the log, never anybody's words. Raises SettingError when there is no such level."""
    given = os.environ.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if given not in _LEVELS:
        raise SettingError(f"LOG_LEVEL has to be one of {', '.join(_LEVELS)}, not {given!r}.")
    return given


def requests_per_minute() -> Optional[int]:
    """REQUESTS_PER_MINUTE: how many requests of one address are answered, callers on this machine included; None when it is not set, and
    the usual number holds for all others. Raises SettingError when it is no such number."""
    given = os.environ.get("REQUESTS_PER_MINUTE", "").strip()
    return whole_number("REQUESTS_PER_MINUTE", given, 1_000_000) if given else None


def trusted_proxies() -> Tuple[Network, ...]:
    """TRUSTED_PROXIES: the addresses whose X-Forwarded-For is believed, comma-separated; those of this machine when it is not set, nobody
    for `none`. Raises SettingError when one is no address."""
    given = os.environ.get("TRUSTED_PROXIES", "").strip() or "127.0.0.0/8, ::1"
    try:
        return tuple(ip_network(one.strip(), strict=False) for one in given.split(",") if one.strip() and given != "none")
    except ValueError:
        raise SettingError(f"TRUSTED_PROXIES has to list addresses or networks such as 10.0.0.0/8, separated by commas, or none, not {given!r}.") from None


def public_url() -> str:
    """PUBLIC_URL: where the world reaches the assistant, without a slash at its end; empty when it is reached from nowhere else."""
    return os.environ.get("PUBLIC_URL", "").strip().rstrip("/")


def run_folder() -> Path:
    """RUN_FOLDER: where a process of the assistant keeps what has to outlive it."""
    return Path(os.environ.get("RUN_FOLDER") or RUN)


def logs_to_console() -> bool:
    """LOGS=console: logs go where this process writes to, for containers, and not to files."""
    return os.environ.get("LOGS", "") == "console"


def secret_key() -> str:
    """What is signed with from now on: the first key of SECRET_KEY. Raises SettingError like secret_keys."""
    return secret_keys()[-1]


def secret_keys() -> Tuple[str, ...]:
    """The keys of SECRET_KEY, which may be several, separated by commas: the first signs, what the others have signed still holds. Here
    the first comes last, as itsdangerous wants it. Without SECRET_KEY it is a random one of this checkout, made once and kept in .run/secret for
    nobody but its owner to read.

    Raises SettingError when one is too short to keep anybody out.
    """
    given = [key.strip() for key in os.environ.get("SECRET_KEY", "").split(",")]
    if given == [""]:
        return (_kept_secret(RUN / "secret"),)
    if min(map(len, given)) < 16:
        raise SettingError("SECRET_KEY has to have at least 16 characters; each of them where there are several, separated by commas.")
    return tuple(reversed(given))


def _kept_secret(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return _made_secret(path)


def _made_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(32), encoding="ascii")
    try:
        os.link(draft, path)  # of several processes that start at once, one wins, and nobody reads half a file
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")


def database_url() -> str:
    """DATABASE_URL: a Postgres that keeps the conversations, `postgresql://user:password@host/name`; empty for a SQLite file of our own.

    Raises SettingError when it is no such address; the address itself is not told, since it may hold a password.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given and not given.startswith(("postgresql://", "postgres://")):
        raise SettingError("DATABASE_URL has to begin with postgresql://; without it conversations are kept in a file.")
    return given


def retention_days() -> int:
    """RETENTION_DAYS, or 30: how long a conversation is kept after its last message. Raises SettingError when it is no such number."""
    return whole_number("RETENTION_DAYS", os.environ.get("RETENTION_DAYS", "30"), 3_650, "a number of days")


def check() -> None:
    """Raises SettingError for one that cannot be used: told when we start, not in a log later."""
    for setting in (article, log_level, messages_per_minute, requests_per_minute, trusted_proxies, web_allowed_origins, secret_key, database_url, retention_days):
        setting()


def is_free(port_: int, host_: str) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host_, port_))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port of this machine that nobody uses right now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web_allowed_origins() -> Tuple[str, ...]:
    """WEB_ALLOWED_ORIGINS: the other origins that may show the chat, comma-separated. Raises SettingError when one is no origin."""
    given = [origin.strip().rstrip("/").lower() for origin in os.environ.get("WEB_ALLOWED_ORIGINS", "").split(",")]
    for origin in filter(None, given):
        if not re.fullmatch(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?", origin):
            raise SettingError(f"WEB_ALLOWED_ORIGINS has to list origins such as https://clinic.example, separated by commas, not {origin!r}.")
    return tuple(dict.fromkeys(filter(None, given)))


def environment() -> Dict[str, str]:
    """The environment for every process of ours; what the caller has set wins."""
    return {**_ENVIRONMENT, **os.environ, "LOG_LEVEL": log_level(), "PYTHONPATH": str(ROOT)}
