"""The sentence encoder and its files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.sentence_encoder import EncoderFileError, SentenceEncoder, shared_encoder
from nlu.settings import EncoderSettings


def test_like_meaning_lies_near_and_every_vector_has_length_one() -> None:
    vectors = shared_encoder().encode(["What is a data analyst?", "who is a data analyst", "pizza near me"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert vectors[0] @ vectors[1] > 0.7 > 0.3 > vectors[0] @ vectors[2]


def test_a_text_has_the_same_vector_alone_and_in_a_batch() -> None:
    encoder = shared_encoder()
    texts = ["how do I become a data engineer", "what is the salary in new york", "hello"]
    assert np.allclose(encoder.encode(texts)[1], encoder.encode(texts[1:2])[0], atol=1e-5)


def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    forged = tmp_path / "model.onnx"
    forged.write_bytes(b"not the model")
    settings = EncoderSettings().copy(update={"model": forged})
    with pytest.raises(EncoderFileError, match="SENTENCE_ENCODER_MODEL_SHA256"):
        SentenceEncoder(settings)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    settings = EncoderSettings().copy(update={"tokenizer": tmp_path / "none.json"})
    with pytest.raises(EncoderFileError, match="SENTENCE_ENCODER_TOKENIZER"):
        SentenceEncoder(settings)


def test_paths_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER_MODEL", str(tmp_path / "own.onnx"))
    assert EncoderSettings().model == tmp_path / "own.onnx"
