"""The methods of Slack's Web API that the channel calls, with Slack's refusals."""

from __future__ import annotations

import re
import time
from typing import Any, Dict, List, Mapping, Optional, Set, Tuple

from tests.channels.slack import slack_acts
from tests.channels.slack.slack_rules import Invalid, check_blocks, check_message, check_modal

APP_TOKEN = "xapp-stand-in"


class Missing(Exception):
    """What Slack does not find or does not allow."""


class SlackWebApi:
    """The workspaces, their tokens, and what was said in their channels."""

    def __init__(self, scopes: Set[str], tokens: Dict[str, str]) -> None:
        self.url = ""
        self.scopes = scopes
        self.used_scopes: Set[str] = set()
        self.tokens = tokens
        self.codes: Dict[str, str] = {}
        self.messages: List[Dict[str, Any]] = []
        self.views: Dict[str, Mapping[str, Any]] = {}
        self.limit_name = "ratelimited"
        self.posts_a_second: Optional[float] = None
        self._next_post: Dict[str, float] = {}
        self.expires_in = 0
        self.refreshed: List[str] = []
        self.threads: Set[Tuple[str, str]] = set()
        self.statuses: List[Tuple[str, str, str]] = []
        self.titles: Dict[str, str] = {}
        self.prompts: Dict[str, List[Dict[str, str]]] = {}

    def said(self, **where: Any) -> List[Dict[str, Any]]:
        """Return the messages that stand somewhere, in order."""
        return [
            one
            for one in self.messages
            if not one.get("unseen") and all(one.get(name) == value for name, value in where.items())
        ]

    def carry_out(self, method: str, token: str, arguments: Dict[str, Any]) -> Dict[str, Any]:
        """Return what Slack answers to a call."""
        if method == "oauth.v2.access":
            return self._install(arguments)
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                return {"ok": False, "error": "invalid_auth"}
            return {"ok": True, "url": f"{self.url.replace('http', 'ws')}/socket"}
        if token not in self.tokens:
            return {"ok": False, "error": "token_revoked" if token.startswith("xoxb-") else "invalid_auth"}
        try:
            return {"ok": True, **getattr(self, f"_{_snake(method)}")(arguments)}
        except (Invalid, Missing) as error:
            return {"ok": False, "error": str(error)}

    def _install(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        if arguments.get("grant_type") == "refresh_token":
            return self._refresh(str(arguments["refresh_token"]))
        team = self.codes.pop(str(arguments.get("code")), None)
        if team is None:
            return {"ok": False, "error": "invalid_code"}
        self.tokens[f"xoxb-{team}"] = team
        rotates = {"refresh_token": f"refresh-{team}", "expires_in": self.expires_in}
        return {
            **(rotates if self.expires_in else {}),
            "ok": True,
            "app_id": slack_acts.APP_ID,
            "authed_user": {"id": "U0001"},
            "scope": ",".join(sorted(self.scopes)),
            "token_type": "bot",
            "access_token": f"xoxb-{team}",
            "bot_user_id": slack_acts.BOT_USER,
            "team": {"id": team, "name": team},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _refresh(self, token: str) -> Dict[str, Any]:
        """Exchange a token: the one before holds no longer."""
        if token in self.refreshed:
            return {"ok": False, "error": "invalid_refresh_token"}
        self.refreshed.append(token)
        team = token.removeprefix("refresh-")
        del self.tokens[f"xoxb-{team}"]
        new = f"xoxb-{team}-2"
        self.tokens[new] = team
        named = {"token_type": "bot", "access_token": new, "refresh_token": f"{token}-2"}
        return {
            "ok": True,
            **named,
            "expires_in": 43_200,
            "team": {"id": team},
            "bot_user_id": slack_acts.BOT_USER,
        }

    def _auth_test(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        return {
            "url": "https://example.slack.com/",
            "team": "Example",
            "user": "careerbot",
            "team_id": slack_acts.TEAM,
            "user_id": slack_acts.BOT_USER,
            "bot_id": slack_acts.BOT_ID,
            "is_enterprise_install": False,
        }

    def _chat_post_message(self, arguments: Dict[str, Any]) -> Dict[str, Any]:
        self._need("chat:write")
        channel = str(arguments["channel"])
        if channel.startswith("U"):  # a person's id opens the direct messages with them
            channel = "D" + channel[1:]
        if self.posts_a_second is not None:
            now = time.monotonic()
            if now < self._next_post.get(channel, 0.0):
                return {"ok": False, "error": self.limit_name}
            self._next_post[channel] = now + 1 / self.posts_a_second
        check_message(arguments)
        said = {
            "type": "message",
            "ts": slack_acts.new_ts(),
            "channel": channel,
            "thread_ts": arguments.get("thread_ts"),
            "text": arguments["text"],
            "blocks": arguments.get("blocks") or [],
            "metadata": arguments.get("metadata"),
            "at": time.monotonic(),
        }
        self.messages.append(said)
        return {"channel": channel, "ts": said["ts"], "message": said}

    def _chat_update(self, arguments: Dict[str, Any]) -> Dict[str, Any]:
        self._need("chat:write")
        check_message(arguments)
        found = self._message(arguments)
        found.update({name: arguments[name] for name in ("text", "blocks", "metadata") if name in arguments})
        return {"channel": found["channel"], "ts": found["ts"]}

    def _chat_post_ephemeral(self, arguments: Dict[str, Any]) -> Dict[str, Any]:
        self._need("chat:write")
        _channel(arguments)
        check_message(arguments)
        channel, thread = str(arguments["channel"]), arguments.get("thread_ts")
        # Slack says `ok` and shows nothing: in a thread without a reply, and in direct messages with a bot.
        seen = channel[0] != "D" and (thread is None or self._lives(channel, str(thread)))
        self.tell(arguments["user"], arguments, channel=channel, thread_ts=thread, unseen=not seen)
        return {"message_ts": self.messages[-1]["ts"]}

    def _conversations_history(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        self._need_history(str(arguments["channel"]))
        found = [one for one in self.said(channel=arguments["channel"]) if not one.get("ephemeral_to")]
        return self._page([one for one in reversed(found) if one["thread_ts"] is None], arguments)

    def _conversations_replies(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        self._need_history(str(arguments["channel"]))
        found = self.said(channel=arguments["channel"], thread_ts=arguments["ts"])
        return self._page([one for one in found if not one.get("ephemeral_to")], arguments)

    @staticmethod
    def _page(messages: List[Dict[str, Any]], arguments: Mapping[str, Any]) -> Dict[str, Any]:
        metadata = str(arguments.get("include_all_metadata")) in ("1", "true", "True")
        later = [one for one in messages if float(one["ts"]) > float(arguments.get("oldest", 0))]
        start, limit = int(arguments.get("cursor") or 0), int(arguments["limit"])
        page = [
            {name: value for name, value in one.items() if metadata or name != "metadata"}
            for one in later[start : start + limit]
        ]
        following = str(start + limit) if start + limit < len(later) else ""
        return {"messages": page, "response_metadata": {"next_cursor": following}}

    def _lives(self, channel: str, thread: str) -> bool:
        """Return whether somebody has written in a thread."""
        said = [one for one in self.said(channel=channel, thread_ts=thread) if not one.get("ephemeral_to")]
        return bool(said) or (channel, thread) in self.threads

    def _conversations_open(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        self._need("im:write")
        return {"channel": {"id": "D" + str(arguments["users"])[1:]}}

    def _assistant_threads_set_status(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        self._need("chat:write")
        self.statuses.append((str(arguments["channel_id"]), str(arguments["thread_ts"]), arguments["status"]))
        return {}

    def _assistant_threads_set_title(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        self._need("assistant:write")
        self.titles[str(arguments["thread_ts"])] = str(arguments["title"])
        return {}

    def _assistant_threads_set_suggested_prompts(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        self._need("assistant:write")
        prompts = arguments["prompts"]
        if not 1 <= len(prompts) <= 4 or any(set(one) != {"title", "message"} for one in prompts):
            raise Invalid("invalid_arguments")
        self.prompts[str(arguments["thread_ts"])] = prompts
        return {}

    def _views_open(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        check_modal(arguments["view"])
        self.views[str(arguments["trigger_id"])] = arguments["view"]
        return {"view": {**arguments["view"], "id": f"V{slack_acts.new_ts()}"}}

    def _views_publish(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        if arguments["view"]["type"] != "home":
            raise Invalid("invalid_arguments")
        check_blocks(arguments["view"]["blocks"])
        self.views[str(arguments["user_id"])] = arguments["view"]
        return {"view": arguments["view"]}

    def _message(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        found = self.said(channel=arguments["channel"], ts=arguments["ts"])
        if not found:
            raise Missing("message_not_found")
        return found[0]

    def _need(self, scope: str) -> None:
        if scope not in self.scopes:
            raise Missing("missing_scope")
        self.used_scopes.add(scope)

    def _need_history(self, channel: str) -> None:
        _channel({"channel": channel})
        self._need(
            {"D": "im:history", "C": "channels:history", "M": "mpim:history"}.get(
                channel[0], "groups:history"
            )
        )

    def tell(self, person: str, message: Mapping[str, Any], **where: Any) -> None:
        """Show a message to one person alone."""
        self.messages.append(
            {
                "ts": slack_acts.new_ts(),
                "text": message["text"],
                "blocks": message.get("blocks") or [],
                "ephemeral_to": person,
                "at": time.monotonic(),
                **where,
            }
        )


def _channel(arguments: Mapping[str, Any]) -> None:
    """Refuse a person's id: only a post finds the direct messages by it."""
    if str(arguments["channel"])[0] in "UW":
        raise Missing("channel_not_found")


def _snake(method: str) -> str:
    return re.sub("([A-Z])", r"_\1", method.replace(".", "_")).lower()
