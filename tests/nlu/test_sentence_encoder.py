"""The sentence encoder and its files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from nlu.encoder_graph import with_integer_products
from nlu.sentence_encoder import EncoderFileError, SentenceEncoder, shared_encoder
from nlu.settings import EncoderSettings


def test_like_meaning_lies_near_and_every_vector_has_length_one() -> None:
    vectors = shared_encoder().encode(["What is a data analyst?", "who is a data analyst", "pizza near me"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert vectors[0] @ vectors[1] > 0.7 > 0.3 > vectors[0] @ vectors[2]


def test_a_text_has_the_same_vector_alone_and_in_a_batch() -> None:
    encoder = shared_encoder()
    texts = ["how do I become a data engineer", "what is the salary in new york", "hello"]
    alone = encoder.encode(texts[1:2])[0]
    assert np.array_equal(encoder.encode(texts)[1], alone)
    assert np.array_equal(encoder.encode([*texts, *texts], workers=2)[4], alone)


def test_integer_products_turn_a_vector_by_a_few_degrees_at_most() -> None:
    model = EncoderSettings().model.read_bytes()
    ids = np.array([[101, 2129, 2079, 1045, 2468, 1037, 2951, 3992, 102]])
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    vectors = []
    for graph in (model, with_integer_products(model)):
        session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
        (output,) = session.run(None, {entry.name: feeds[entry.name] for entry in session.get_inputs()})
        vectors.append(output[0].mean(axis=0) / np.linalg.norm(output[0].mean(axis=0)))
    assert not np.array_equal(*vectors)
    assert vectors[0] @ vectors[1] > 0.97


def test_a_graph_without_such_products_stays_as_it_is() -> None:
    changed = with_integer_products(EncoderSettings().model.read_bytes())
    assert with_integer_products(changed) == changed


def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    forged = tmp_path / "model.onnx"
    forged.write_bytes(b"not the model")
    settings = EncoderSettings().model_copy(update={"model": forged})
    with pytest.raises(EncoderFileError, match="SENTENCE_ENCODER_MODEL_SHA256"):
        SentenceEncoder(settings)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    settings = EncoderSettings().model_copy(update={"tokenizer": tmp_path / "none.json"})
    with pytest.raises(EncoderFileError, match="SENTENCE_ENCODER_TOKENIZER"):
        SentenceEncoder(settings)


def test_paths_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER_MODEL", str(tmp_path / "own.onnx"))
    assert EncoderSettings().model == tmp_path / "own.onnx"
