"""All patients against the running assistant, and the figures it has to reach."""
import pytest

from bot.assistant import Assistant
from tests.intake.simulator.patient import load_patients
from tests.intake.simulator.report import mistakes, table
from tests.intake.simulator.run import run_against
from tests.intake.simulator.score import FIGURES, Figure, Score, total

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]


class Run:
    """One run of all patients, shared by the tests."""

    def __init__(self, assistant: Assistant) -> None:
        self.results = run_against(assistant.url, load_patients())
        self.score: Score = total(self.results)


@pytest.fixture(scope="module")
def patients_run(assistant: Assistant) -> Run:
    return Run(assistant)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name.replace(" ", "_"))
def test_the_figure_is_reached(patients_run: Run, figure: Figure) -> None:
    told = "\n".join(["", table(patients_run.results), "", *mistakes(patients_run.results, figure.field)])
    assert figure.reached(patients_run.score), told
