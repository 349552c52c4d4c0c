"""A real recogniser for what the tests speak: pocketsphinx with a grammar of the project's own, made of its training sentences and the article's names."""
import math
import re
import subprocess
import tempfile
import wave
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, DefaultDict, Dict, Iterator, List, Mapping, Sequence, Tuple

import numpy
from pocketsphinx import Decoder, get_model_path
from ruamel.yaml import YAML

from bot import settings
from bot.article import load_article
from bot.render.spoken import spoken

MODEL = Path(get_model_path()) / "en-us"
RATE, TELEPHONE = 16_000, (300, 3_400)  # samples a second, Hz
_LONGEST = 24  # words
# The article's words that the recogniser's dictionary does not have, in each way that people say them
_PRONOUNCED = {
    "homocysteine": ["HH OW M OW S IH S T IY N", "HH OW M AH S IH S T IY N", "HH OW M AH S IH S T AY N"], "megaloblastic": ["M EH G AH L OW B L AE S T IH K"],
    "malabsorption": ["M AE L AH B Z AO R P SH AH N"], "cobalamin": ["K OW B AE L AH M IH N"], "sublingual": ["S AH B L IH NG G W AH L"],
    "methylmalonic": ["M EH TH AH L M AH L AA N IH K"], "demyelination": ["D IY M AY AH L AH N EY SH AH N"], "glossitis": ["G L AO S AY T AH S"],
    "soreness": ["S AO R N AH S"]}
_DISCOUNT = 0.7
Sentences = Sequence[Sequence[str]]


def speak(text: str, engine: str, *, telephone: bool) -> bytes:
    """The text as 16 kHz samples, spoken by flite or espeak-ng; of a telephone only the band that it lets through."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = ["flite", "-voice", "slt", "-t", text, "-o", file.name] if engine == "flite" else ["espeak-ng", "-v", "en-us", "-s", "140", "-w", file.name, text]
        subprocess.run(command, check=True, timeout=20)
        with wave.open(file.name) as sound:
            samples = numpy.frombuffer(sound.readframes(sound.getnframes()), dtype=numpy.int16).astype(float)
            rate = sound.getframerate()
    length = len(samples) * RATE // rate
    samples = numpy.interp(numpy.arange(length) * rate / RATE, numpy.arange(len(samples)), samples)
    samples = numpy.concatenate([numpy.zeros(RATE // 4), samples, numpy.zeros(RATE // 2)])
    if telephone:
        spectrum, pitches = numpy.fft.rfft(samples), numpy.fft.rfftfreq(len(samples), 1 / RATE)
        spectrum[(pitches < TELEPHONE[0]) | (pitches > TELEPHONE[1])] = 0
        samples = numpy.fft.irfft(spectrum, len(samples))
    samples = samples + numpy.random.RandomState(0).normal(0, 30, len(samples))  # no line is quite still
    return bytes(numpy.clip(samples, -32_768, 32_767).astype(numpy.int16).tobytes())


class Recogniser:
    def __init__(self, folder: Path) -> None:
        """Its grammar and dictionary are written to `folder`."""
        pronounced = _dictionary()
        sentences = [sentence for sentence in _sentences() if len(sentence) <= _LONGEST and all(word in pronounced for word in sentence)]
        words = {word for sentence in sentences for word in sentence}
        (folder / "own.lm").write_text(arpa(sentences), encoding="utf-8")
        (folder / "own.dict").write_text("".join(f"{line}\n" for word in sorted(words) for line in pronounced[word]), encoding="utf-8")
        self._decoder = Decoder(hmm=str(MODEL / "en-us"), lm=str(folder / "own.lm"), dict=str(folder / "own.dict"), loglevel="FATAL")

    def hear(self, samples: bytes) -> str:
        """What was said, as a recogniser writes: without capitals and marks."""
        self._decoder.start_utt()
        self._decoder.process_raw(samples, full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return str(found.hypstr) if found else ""


def arpa(sentences: Sentences) -> str:
    """How likely one word follows two others, from how often it does (absolute discounting), in the ARPA format."""
    bounded = [["<s>", *sentence, "</s>"] for sentence in sentences]
    pairs = Counter(pair for words in bounded for pair in zip(words, words[1:], strict=False))
    triples = Counter(triple for words in bounded for triple in zip(words, words[1:], words[2:], strict=False))
    before = Counter(second for _, second in pairs)  # in how many places a word is met says more than how often
    words = sorted({word for sentence in bounded for word in sentence})
    total = sum(before.values()) + len(words)
    single = {word: (before[word] + 1) / total for word in words}
    double, after_one = _discounted(dict(pairs), lambda pair: single[pair[-1]])
    triple, after_two = _discounted(dict(triples), lambda three: double[three[1:]])
    tables = [[f"{_log(single[word])} {word} {_log(after_one.get((word,), 1))}" for word in words],
              [f"{_log(chance)} {' '.join(pair)} {_log(after_two.get(pair, 1))}" for pair, chance in sorted(double.items())],
              [f"{_log(chance)} {' '.join(three)}" for three, chance in sorted(triple.items())]]
    counts = [f"ngram {order}={len(table)}" for order, table in enumerate(tables, start=1)]
    parts = [line for order, table in enumerate(tables, start=1) for line in ("", f"\\{order}-grams:", *table)]
    return "\n".join(["\\data\\", *counts, *parts, "", "\\end\\", ""])


def _discounted(counts: Mapping[Any, int], shorter: Any) -> Tuple[Dict[Tuple[str, ...], float], Dict[Tuple[str, ...], float]]:
    """The chance of each last word after the others, and for each of those what is left for all other words."""
    seen: DefaultDict[Tuple[str, ...], int] = defaultdict(int)
    kinds: DefaultDict[Tuple[str, ...], int] = defaultdict(int)
    for words, count in counts.items():
        seen[words[:-1]] += count
        kinds[words[:-1]] += 1
    left = {history: _DISCOUNT * kinds[history] / seen[history] for history in seen}
    return {words: (count - _DISCOUNT) / seen[words[:-1]] + left[words[:-1]] * shorter(words) for words, count in counts.items()}, left


def _log(chance: float) -> str:
    return f"{math.log10(chance):.5f}"


def _dictionary() -> Dict[str, List[str]]:
    """Each word with its lines of a dictionary, one for each way to say it."""
    lines: DefaultDict[str, List[str]] = defaultdict(list)
    for line in (MODEL / "cmudict-en-us.dict").read_text(encoding="utf-8").splitlines():
        lines[re.sub(r"\(\d\)$", "", line.split(None, 1)[0])].append(line)
    for word, sounds in _PRONOUNCED.items():
        lines[word] = [f"{word}({number}) {one}" if number > 1 else f"{word} {one}" for number, one in enumerate(sounds, start=1)]
    return dict(lines)


def _sentences() -> Iterator[List[str]]:
    """Everything that people are expected to say, as words that are spoken."""
    for path in sorted((settings.ROOT / "data" / "nlu").rglob("*.yml")):
        for block in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")).get("nlu", ()):
            for line in block.get("examples", "").splitlines():
                yield _words(re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line.lstrip("- ")))
    for name in load_article().names():
        yield _words(name.text)


def _words(text: str) -> List[str]:
    return re.findall(r"[a-z']+", spoken(text).lower().replace("-", " "))
