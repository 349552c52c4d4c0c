"""Teaching with a stand-in for training and measuring; the real ones run under `make soak`."""
from pathlib import Path
from typing import List, Mapping

import pytest

from bot.insights.misses import Group
from bot.insights.proposals import write
from bot.insights.teach import Known, floors, known, main, teach, worse
from bot.training import TrainingFailed

Values = Mapping[str, Mapping[str, float]]
FIGURES = {group: {name: next(iter(bound.values())) for name, bound in figures.items()} for group, figures in floors().items()}


def few() -> Known:
    return Known({"ask_food/list"}, {"known"}, {"blind"})


@pytest.fixture
def proposals(tmp_path: Path) -> Path:
    path = tmp_path / "proposals.yml"
    write([Group(("would a plate of grub from the sea raise it at all",), "ask_food/list", 0.4, 2)], path)
    path.write_text(path.read_text(encoding="utf-8").replace("accept: false", "accept: true"), encoding="utf-8")
    return path


class Workshop:
    """Trains by writing a file; measures what it is told to."""

    def __init__(self, folder: Path, *measured: Values) -> None:
        self._folder, self._measured, self.trained = folder, list(measured), [folder / "old", folder / "new"]

    def train(self) -> Path:
        path = self.trained.pop(0)
        path.touch()
        return path

    def measure(self, model: Path) -> Values:
        assert model.exists()
        return self._measured.pop(0)


def changed(by: float, group: str = "all", name: str = "article_all") -> Values:
    return {**FIGURES, group: {**FIGURES[group], name: FIGURES[group][name] + by}}


@pytest.mark.parametrize(("after", "code"), [(changed(0), 0), (changed(3), 0), (changed(-0.4), 0), (changed(-0.6), 1), (changed(-0.1, name="urgent_recall"), 1),
                                             (changed(0.9, name="false_alarms"), 1)])
def test_a_worse_model_is_refused(after: Values, code: int, proposals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taught, workshop = tmp_path / "taught.yml", Workshop(tmp_path, FIGURES, after)
    assert teach(proposals, taught=taught, train=workshop.train, measure=workshop.measure, read_known=few) == code
    assert taught.exists() is (tmp_path / "new").exists() is (code == 0)
    assert ("Refused" in capsys.readouterr().err) is (code == 1)


def test_nothing_accepted_trains_nothing(proposals: Path, tmp_path: Path) -> None:
    proposals.write_text(proposals.read_text(encoding="utf-8").replace("accept: true", "accept: false"), encoding="utf-8")
    assert teach(proposals, taught=tmp_path / "taught.yml", train=Workshop(tmp_path).train, read_known=few) == 0
    assert not (tmp_path / "old").exists()


def test_a_failed_training_leaves_the_data_as_they_were(proposals: Path, tmp_path: Path) -> None:
    taught = tmp_path / "taught.yml"
    taught.write_text("version: '3.1'\nnlu: []\n", encoding="utf-8")
    calls: List[int] = []

    def train() -> Path:
        calls.append(1)
        if len(calls) > 1:
            raise TrainingFailed("no")
        return tmp_path

    with pytest.raises(TrainingFailed):
        teach(proposals, taught=taught, train=train, measure=lambda _: FIGURES, read_known=few)
    assert taught.read_text(encoding="utf-8") == "version: '3.1'\nnlu: []\n"


def test_every_figure_with_a_floor_is_watched() -> None:
    lower: Values = {group: {name: value + (9 if "maximum" in floors()[group][name] else -9) for name, value in figures.items()}
                     for group, figures in FIGURES.items()}
    assert len(worse(FIGURES, lower, floors())) == sum(len(figures) for figures in FIGURES.values())


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.yml")]) == 1
    assert "none.yml" in capsys.readouterr().err


def test_what_there_is_already_is_known() -> None:
    there = known()
    assert "ask_food/list" in there.labels
    assert "which foods have b12" in there.trained
    assert len(there.blind) > 1_000
