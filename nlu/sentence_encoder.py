"""Sentence embeddings: an ONNX encoder with mean pooling, its files checked before they run."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Iterator, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from nlu.encoder_graph import with_integer_products
from nlu.settings import EncoderSettings

Vectors = NDArray[np.float32]

MAX_TOKENS = 256  # the length on which the encoder was trained; 1,000 characters stay below it


class EncoderFileError(RuntimeError):
    """A file of the sentence encoder is missing or is not the one that was expected."""


def checked(path: Path, sha256: str, setting: str) -> Path:
    """Return the path if its file has the expected SHA-256.

    :raises EncoderFileError: naming the setting to correct, when it is missing or differs
    """
    if not path.is_file():
        raise EncoderFileError(f"{path} does not exist: correct {setting}, or run `make setup`")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise EncoderFileError(
            f"{path} has SHA-256 {found}, expected {sha256}: "
            f"install it again, or set {setting}_SHA256 if the file is meant to be another"
        )
    return path


class SentenceEncoder:
    """Turns texts into unit vectors; texts of like meaning lie near each other."""

    def __init__(self, settings: EncoderSettings) -> None:
        model = checked(settings.model, settings.model_sha256, "SENTENCE_ENCODER_MODEL")
        tokenizer = checked(settings.tokenizer, settings.tokenizer_sha256, "SENTENCE_ENCODER_TOKENIZER")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = settings.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        graph = with_integer_products(model.read_bytes())
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()  # the file pads every text to 128 tokens: five times the work
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self.dimension = len(self._vector([0]))

    def encode(self, texts: Sequence[str], *, workers: int = 1) -> Vectors:
        """Return unit vectors of shape (number of texts, dimension), in the order of the texts.

        Each text is run by itself, so that it has the same vector whatever else is asked for.

        :param workers: threads that run texts side by side
        """
        ids = {text: encoding.ids for text, encoding in self._encodings(texts)}
        if workers > 1:
            with ThreadPoolExecutor(workers) as pool:
                vectors = dict(zip(ids, pool.map(self._vector, ids.values()), strict=True))
        else:
            vectors = {text: self._vector(row) for text, row in ids.items()}
        if not vectors:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([vectors[text] for text in texts])

    def knows(self, word: str) -> bool:
        """Return whether a lower-case word is whole in the tokenizer's vocabulary, as common words are."""
        return self._tokenizer.token_to_id(word) is not None

    def _encodings(self, texts: Sequence[str]) -> Iterator[tuple[str, Encoding]]:
        unique = list(dict.fromkeys(texts))
        return zip(unique, self._tokenizer.encode_batch(unique), strict=True)

    def _vector(self, row: list[int]) -> Vectors:
        ids = np.array([row], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        (output,) = self._session.run(None, {key: feeds[key] for key in self._inputs})
        pooled: Vectors = output[0].mean(axis=0)
        return pooled / np.linalg.norm(pooled)


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """Return the encoder of this process, loaded once, for training and for answering."""
    return SentenceEncoder(EncoderSettings())
