"""What an image would hold, worked out from its Dockerfile: no engine is needed to try it."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping

PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Copy:
    """A COPY of the last stage: from another stage, or from the project."""

    stage: str | None
    sources: tuple[str, ...]
    target: str


@dataclass
class Image:
    """The last stage of a Dockerfile."""

    dockerfile: Path
    copies: list[Copy] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    health_check: list[str] = field(default_factory=list)
    user: str = ""
    workdir: str = ""

    @classmethod
    def read(cls, dockerfile: Path) -> Image:
        """Read the instructions of the last stage; each stage begins anew."""
        image = cls(dockerfile)
        lines = [line for line in dockerfile.read_text().splitlines() if not line.lstrip().startswith("#")]
        for line in "\n".join(lines).replace("\\\n", " ").splitlines():
            instruction, _, rest = line.strip().partition(" ")
            if instruction == "FROM":
                image = cls(dockerfile)
            elif instruction == "COPY":
                image.copies.append(_copy(rest.split()))
            elif instruction == "ENV":
                image.environment.update(pair.split("=", 1) for pair in rest.split())
            elif instruction == "USER":
                image.user = rest.strip()
            elif instruction == "WORKDIR":
                image.workdir = rest.strip()
            elif instruction == "CMD":
                image.command = json.loads(rest)
            elif instruction == "HEALTHCHECK":
                image.health_check = json.loads(rest.partition(" CMD ")[2])
        return image

    def build(self, root: Path, made: Mapping[str, Path]) -> Path:
        """Lay into ``root`` what the image holds below its working directory.

        :param made: what earlier stages make, by its path in the stage
        """
        root.mkdir()
        for copy in self.copies:
            for source in copy.sources:
                into = root / copy.target
                if copy.target.endswith("/") or copy.target == ".":
                    into = into / Path(source).name
                if copy.stage is None:
                    _copy_of_context(source, into)
                else:
                    into.parent.mkdir(parents=True, exist_ok=True)
                    into.symlink_to(made[source])
        return root


def _copy(words: list[str]) -> Copy:
    options = [word for word in words if word.startswith("--")]
    *sources, target = (word for word in words if not word.startswith("--"))
    stage = next((option.partition("=")[2] for option in options if option.startswith("--from=")), None)
    return Copy(stage, tuple(sources), "." if target == "./" else target)


def _copy_of_context(source: str, into: Path) -> None:
    """Copy what a clone holds, so that nothing comes along that is only on this machine."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", source],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert listed, f"COPY names {source}, and there is no such thing"
    for name in listed:
        place = into / Path(name).relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, place)
