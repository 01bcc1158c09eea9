"""What can go wrong with a call to Slack, by what is to be done about it."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

_TOKEN_ERRORS = frozenset(
    {
        "account_inactive",
        "app_uninstalled",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
#: Slack's own failures, which may pass.
_PASSING = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
#: How methods name that there were too many calls.
_LIMITS = frozenset({"ratelimited", "rate_limited"})


class NotInstalled(Exception):
    """There is no token for the workspace, or Slack refuses it: nothing can be said there."""


class Refused(Exception):
    """Slack refuses the call itself, and would again; the message is Slack's name for the reason."""


class Unclear(Exception):
    """The connection broke, timed out, or Slack failed: the call may have been carried out or not."""


class Unreached(Unclear):
    """No connection came about: the call was not carried out."""


class Unavailable(Exception):
    """Slack could not be reached for long; the event waits and is tried again."""


def reason(error: SlackApiError) -> str:
    """Return Slack's name for an error, empty where the answer was not one of the Web API."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def is_token_error(error: SlackApiError) -> bool:
    """Return whether a call failed because of its token."""
    return reason(error) in _TOKEN_ERRORS


def is_limit(error: SlackApiError) -> bool:
    """Return whether Slack refused a call for having had too many."""
    return reason(error) in _LIMITS


def may_pass(error: SlackApiError) -> bool:
    """Return whether Slack itself failed, so that the same call may succeed later."""
    return reason(error) in _PASSING or not reason(error)
