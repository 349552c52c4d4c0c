"""What the environment may set, and what is said when it may not."""
import pytest

from bot import settings


@pytest.mark.parametrize("url", ["", "postgresql://a:b@host/name", "postgres://host/name?sslmode=require"])
def test_a_database(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert settings.database_url() == url


@pytest.mark.parametrize("url", ["sqlite:///a.db", "mysql://a:secret@b", "secret"])
def test_no_database_of_ours(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(settings.SettingError) as refusal:
        settings.database_url()
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(("given", "days"), [("1", 1), ("30", 30), ("3650", 3650)])
def test_a_retention(monkeypatch: pytest.MonkeyPatch, given: str, days: int) -> None:
    monkeypatch.setenv("RETENTION_DAYS", given)
    assert settings.retention_days() == days


@pytest.mark.parametrize("given", ["0", "-1", "ever", "", "3651", "²"])
def test_no_retention(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("RETENTION_DAYS", given)
    with pytest.raises(settings.SettingError):
        settings.retention_days()
