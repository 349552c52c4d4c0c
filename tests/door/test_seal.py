"""No model is loaded that is not the one its checksum was written for."""
from pathlib import Path
from typing import Callable, List

import pytest

from bot import seal, settings, training
from bot.assistant import Assistant, NotStarted


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "model.tar.gz"
    path.write_bytes(b"a model")
    seal.seal(path)
    return path


def test_a_sealed_model_is_good(sealed: Path) -> None:
    seal.verify(sealed)
    assert seal.seal_of(sealed).read_text() == f"{seal.checksum(sealed)}  model.tar.gz\n"  # as sha256sum writes it


@pytest.mark.parametrize(("harm", "said"), [
    (lambda path: path.write_bytes(b"another model"), "is not the one"),
    (lambda path: seal.seal_of(path).unlink(), "There is no checksum"),
    (lambda path: seal.seal_of(path).write_text("0" * 64 + "  model.tar.gz\n"), "is not the one"),
    (lambda path: seal.seal_of(path).write_text(""), "is not the one"),
    (lambda path: seal.seal_of(path).write_bytes(b"\xff\xfe"), "There is no checksum"),
])
def test_any_other_is_not_started(sealed: Path, harm: Callable[[Path], object], said: str) -> None:
    harm(sealed)
    assistant = Assistant(sealed, settings.free_port(), "127.0.0.1", sealed.parent / "run")
    with pytest.raises(NotStarted, match=said):
        assistant.start()
    assert assistant.rasa is None
    assert assistant.actions is None


def test_what_the_environment_says_counts_more_than_the_file_beside_it(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_SHA256", seal.checksum(sealed).upper())
    seal.seal_of(sealed).unlink()
    seal.verify(sealed)
    seal.seal(sealed)
    monkeypatch.setenv("MODEL_SHA256", "0" * 64)
    with pytest.raises(seal.NotSealed):
        seal.verify(sealed)


def test_training_seals_and_trains_anew_what_is_not_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained: List[Path] = []
    path = tmp_path / "model-1.tar.gz"
    monkeypatch.setattr(training, "model_path", lambda: path)

    def train(path: Path) -> None:
        trained.append(path)
        path.write_bytes(b"a model")
    monkeypatch.setattr(training, "_train", train)
    for _ in range(2):
        seal.verify(training.ensure_model())
    assert len(trained) == 1
    seal.seal_of(path).unlink()
    seal.verify(training.ensure_model())
    assert len(trained) == 2


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["no such file"], 2), (["a", "b"], 2)])
def test_the_command_refuses_what_is_no_file(arguments: List[str], code: int) -> None:
    assert seal.main(arguments) == code


def test_the_command_seals(tmp_path: Path) -> None:
    path = tmp_path / "m.tar.gz"
    path.write_bytes(b"x")
    assert seal.main([str(path)]) == 0
    seal.verify(path)
