"""How long text really takes to say: spoken by espeak-ng at 160 words a minute, about the pace of Twilio's and Alexa's voices."""
import array
import shutil
import subprocess

import pytest

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is missing, so nothing can be spoken: apt-get install espeak-ng")
needs_flite = pytest.mark.skipif(shutil.which("flite") is None, reason="flite is missing, so nobody asks aloud: apt-get install flite")
_RATE, _HEADER, _QUIET = 22_050, 44, 200  # samples a second, bytes before the first, amplitude that nobody hears


def spoken_seconds(text: str) -> float:
    """From the first sample to the last that can be heard."""
    sound = subprocess.run(["espeak-ng", "-s", "160", "-v", "en-us", "--stdout", text], stdout=subprocess.PIPE, check=True, timeout=20).stdout
    samples = array.array("h", sound[_HEADER:len(sound) - (len(sound) - _HEADER) % 2])
    last = next((place for place in range(len(samples) - 1, -1, -1) if abs(samples[place]) > _QUIET), 0)
    return last / _RATE
