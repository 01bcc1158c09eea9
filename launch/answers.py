"""Answers to a file of questions, written down to be read: ``make answers QUESTIONS=file.jsonl``.

No script judges an answer; a reader does, with the questions and answers side by side. What can be counted
is printed: answers that open with a verdict where the question asks for one, what was named and not taken up,
the paragraphs that recur most.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

from launch.in_process import InProcessAssistant, Reply
from settings import STATE

WRITTEN = STATE / "answers.md"
Answered = tuple[str, Mapping[str, Any], Sequence[Reply]]
_ASK_FOR_VERDICT = frozenset({"yes_no", "worth", "enough"})
_VERDICTS = ("yes", "no", "it depends", "partly", "only if", "rarely", "usually", "not ", "mostly")
_MOST_REPEATED = 5
_SHORTEST_PARAGRAPH = 60


async def answers_to(questions: Sequence[str]) -> list[Answered]:
    """Return each question with its reading and its replies, every one in a talk of its own."""
    assistant = InProcessAssistant()
    found: list[Answered] = []
    for question in questions:
        talk = assistant.talk()
        replies = await assistant.say(talk, question)
        found.append((question, talk.read, replies))
    return found


def as_markdown(answered: Iterable[Answered]) -> str:
    """Return questions and answers to be read, numbered."""
    parts = []
    for number, (question, _, replies) in enumerate(answered, start=1):
        text = "\n\n".join(reply.text for reply in replies)
        offered = " | ".join(button["title"] for reply in replies for button in reply.buttons)
        parts.append(f"## {number}. {question}\n\n{text}\n\n> {offered}\n")
    return "\n".join(parts)


def counts(answered: Sequence[Answered]) -> list[str]:
    """Return what can be counted of answers, a line each."""
    asked = opened = 0
    paragraphs: Counter[str] = Counter()
    for _, read, replies in answered:
        questions = read.get("questions") or [{}]
        text = "\n\n".join(reply.text for reply in replies)
        if questions[0].get("shape") in _ASK_FOR_VERDICT:
            asked += 1
            opened += text.lower().startswith(_VERDICTS)
        paragraphs.update({part for part in text.split("\n\n") if len(part) >= _SHORTEST_PARAGRAPH})
    lines = [
        f"{len(answered)} questions, {asked} of which ask for a verdict; {opened} answers open with one."
    ]
    for paragraph, count in paragraphs.most_common(_MOST_REPEATED):
        if count > 1:
            lines.append(f"{count} times: {paragraph[:90]}…")
    return lines


def main(path: str) -> int:
    """Write the answers to the questions of a file, one JSON object with ``text`` a line."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        questions = [str(json.loads(line)["text"]) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"Careerbot: {path} cannot be read as questions ({type(error).__name__})", file=sys.stderr)
        return 1
    answered = asyncio.run(answers_to(questions))
    WRITTEN.write_text(as_markdown(answered), encoding="utf-8")
    print("\n".join(counts(answered)))
    print(f"The answers stand in {WRITTEN.name}, in {WRITTEN.parent.name}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
