"""Records the assistant's answer to one question of each topic, for the snapshots of their blocks.

``python -m tests.channels.slack.record`` starts the assistant, asks it through the Slack channel, and writes
``snapshots/<topic>.json``. Read the difference before you commit it: the tests take the files as reviewed.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import urllib.request
from pathlib import Path
from typing import Any, Dict, List

import aiohttp

from channels.slack.blocks import draw
from knowledge.loader.load import ensure_loaded
from tests.channels.slack import slack_acts
from tests.channels.slack.running_channel import SECRET
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn
from tests.running import RunningAssistant

SNAPSHOTS = Path(__file__).parent / "snapshots"
#: One question for each topic, as a person types it.
QUESTIONS = {
    "role_definition": "What is an ML engineer?",
    "role_difference": "What is the difference between an AI engineer and an ML engineer?",
    "responsibilities": "What does an MLOps engineer do all day?",
    "skills": "Which skills does an AI engineer need compared with an ML engineer?",
    "tools": "What tools do AI engineers use?",
    "education": "Which degree do I need to become a data scientist?",
    "certifications": "Which certifications help a data engineer?",
    "salary": "What does an ML engineer earn?",
    "compare_salaries": "Who earns more, AI engineers or ML engineers?",
    "industry_uses": "How is AI used in healthcare?",
    "job_outlook": "What is the job outlook for data scientists?",
    "transition": "How do I move from data analyst to ML engineer?",
    "how_to_become": "How do I become an AI engineer?",
    "career_ladder": "What are the career levels of an ML engineer?",
    "role_fit": "Which role suits me?",
    "trends": "Where is the field of AI engineering going?",
    "interviews": "What do they ask in ML engineer interviews?",
    "work_life": "What is the work-life balance of an ML engineer?",
    "concepts": "What is the difference between AI and machine learning?",
    "two_questions": "What does a data scientist earn, and which skills do I need?",
    "unknown_role": "What does a prompt engineer earn?",
    "no_role": "What is the salary?",
    "capabilities": "What can you do?",
    "out_of_scope": "How do I bake a cake?",
    "greet": "Hello",
}


async def record() -> None:
    """Ask every question in a conversation of its own and write what came back."""
    slack = SlackStandIn()
    await slack.start()
    with tempfile.TemporaryDirectory() as folder:
        knowledge = f"sqlite:///{folder}/knowledge.db"
        ensure_loaded(knowledge)
        assistant = RunningAssistant(
            knowledge,
            f"sqlite:///{folder}/conversations.db",
            Path(folder),
            {"SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": slack.api_url},
        )
        await asyncio.to_thread(assistant.start)
        try:
            async with aiohttp.ClientSession() as http:
                for number, (topic, question) in enumerate(QUESTIONS.items()):
                    await _ask(http, assistant, slack, topic, question, f"U{number:04}")
        finally:
            assistant.stop()
            await slack.stop()


async def _ask(
    http: aiohttp.ClientSession,
    assistant: RunningAssistant,
    slack: SlackStandIn,
    topic: str,
    question: str,
    user: str,
) -> None:
    channel = "D" + user[1:]
    event = slack_acts.message(question, user=user, channel=channel)
    body = json.dumps(slack_acts.envelope(event)).encode()
    headers = {"Content-Type": "application/json", **slack_acts.signed(body, SECRET)}
    async with http.post(f"{assistant.url}/webhooks/slack/events", data=body, headers=headers) as response:
        assert response.status == 200
    await slack.wait_for(1, seconds=30, channel=channel)
    await asyncio.sleep(0.5)
    messages = await asyncio.to_thread(_messages, assistant, f"slack:{slack_acts.TEAM}:{user}")
    posts = draw(messages, "snapshot")
    shown = slack.said(channel=channel)
    assert [post.text for post in posts] == [one["text"] for one in shown], topic
    assert [len(post.blocks) for post in posts] == [len(one["blocks"]) for one in shown], topic
    snapshot = {
        "question": question,
        "messages": messages,
        "posts": [{"text": post.text, "blocks": list(post.blocks)} for post in posts],
    }
    SNAPSHOTS.mkdir(exist_ok=True)
    path = SNAPSHOTS / f"{topic}.json"
    path.write_text(json.dumps(snapshot, indent=1, ensure_ascii=False) + "\n")


def _messages(assistant: RunningAssistant, conversation: str) -> List[Dict[str, Any]]:
    """Return what the assistant said in a conversation, as a channel receives it."""
    address = f"{assistant.url}/conversations/{conversation}/tracker"
    with urllib.request.urlopen(address, timeout=30) as response:
        events = json.load(response)["events"]
    said = [event for event in events if event["event"] == "bot"]
    found = []
    for event in said:
        message = {**(event.get("data") or {}), "text": event["text"], **(event.get("metadata") or {})}
        found.append({name: message[name] for name in ("text", "buttons", "card") if message.get(name)})
    return found


if __name__ == "__main__":
    asyncio.run(record())
