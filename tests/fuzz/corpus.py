"""Texts that have broken programs before, put together for this project: what no person types, what means something to a machine behind, what is very long.

Those that can be read are in corpus.json, by their kind.
"""
import json
import sys
import unicodedata
from pathlib import Path
from typing import Dict, List, Tuple

_REPEATED: Tuple[Tuple[str, int], ...] = (
    ("x", 255), ("x", 999), ("x", 1_000), ("x", 1_001), ("x", 5_000), ("x", 30_000), ("x ", 500), ("why? ", 250), ("\n", 900), ("a\n", 450), ("\u00e9", 1_000),
    ("\U0001f642", 1_000),
    ("and ", 240), ("b12 ", 249), ("no, ", 249), (",", 1_000), ("(", 1_000), ("not ", 249), ("?", 1_000), ("1 ", 499), ("9", 900),
    ("'", 1_000),
    ("very ", 199), ("clams, ", 140), ("a-", 499), ("\u0301", 300), ("Z\u0351\u036b", 300), ("\u0e47", 300), ("e\u0300\u0301\u0302", 200), ("\u202e", 150),
    ("\ud800", 50),
    ("[", 900), ("{", 900), ("]", 500), ("ab", 400), ("-", 400), ("0", 400), (" ", 900), ("\u200d", 500), ("\ufe0f", 500))


def _of_category(*categories: str) -> List[str]:
    return [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) in categories]


_kinds: Dict[str, List[str]] = json.loads(Path(__file__).with_name("corpus.json").read_text(encoding="ascii"))
TEXTS: List[str] = list(dict.fromkeys((
    *(text for texts in _kinds.values() for text in texts), *(text * times for text, times in _REPEATED),
    *(f"is b12{one}safe" for one in (*_of_category("Cc", "Zs", "Zl", "Zp"), *_of_category("Cf")[:80])))))
