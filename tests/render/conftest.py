"""Says at the end of a run what could not be measured."""
import shutil
from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if shutil.which("espeak-ng") is None:
        terminalreporter.write_line("espeak-ng is missing: how long speech takes was reckoned, not measured (apt-get install espeak-ng).", yellow=True)
