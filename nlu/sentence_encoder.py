"""Sentence embeddings: an ONNX encoder with mean pooling, its files checked before they run."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlu.settings import EncoderSettings

Vectors = NDArray[np.float32]

MAX_TOKENS = 256  # the length on which the encoder was trained; 1,000 characters stay below it
_BATCH = 32


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
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()  # the file pads every text to 128 tokens: five times the work
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self.dimension: int = self._run([[0]])[0].shape[-1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (number of texts, dimension), in the order of the texts.

        Texts are run in batches of equal length in tokens, so that no padding enters the arithmetic:
        a text has the same vector whatever else stands in the batch.
        """
        encodings = self._tokenizer.encode_batch(list(texts))
        groups: dict[int, list[int]] = {}
        for index, encoding in enumerate(encodings):
            groups.setdefault(len(encoding.ids), []).append(index)
        vectors = np.empty((len(encodings), self.dimension), dtype=np.float32)
        for members in groups.values():
            for start in range(0, len(members), _BATCH):
                chunk = members[start : start + _BATCH]
                pooled = self._run([encodings[index].ids for index in chunk]).mean(axis=1)
                vectors[chunk] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return vectors

    def knows(self, word: str) -> bool:
        """Return whether a lower-case word is whole in the tokenizer's vocabulary, as common words are."""
        return self._tokenizer.token_to_id(word) is not None

    def _run(self, rows: list[list[int]]) -> Vectors:
        # Rows of equal length; returns one vector a token, of shape (rows, tokens, dimension).
        ids = np.array(rows, dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        (output,) = self._session.run(None, {key: feeds[key] for key in self._inputs})
        return np.asarray(output, dtype=np.float32)


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """Return the encoder of this process, loaded once, for training and for answering."""
    return SentenceEncoder(EncoderSettings())
