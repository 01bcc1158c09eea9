"""What the channel itself says; everything else comes from the assistant."""

from __future__ import annotations

GREETING = "/greet"
RATED = '/give_feedback{{"rating": "{rating}"}}'

LOOKING_IT_UP = ":mag: Looking it up…"
#: What Slack shows beside the bot's name.
STATUS = "is looking it up…"
TOO_LONG = "That is longer than {limit:,} characters. Could you say it shorter?"
NO_WORDS = "I can read only words, not files. What would you like to know?"
FAILED = "Something went wrong while answering. Nothing is lost on your side: please ask me again."
MAY_BE_MISSING = "An answer to you may not have arrived."
#: By Slack's name for why it does not let the app post; each goes before a button that shows the answer.
_CLOSED = "Slack lets only some people write in that channel, so I can't answer there. Here is your answer."
REFUSED = {
    "is_archived": "That channel is archived, so I can't answer there. Here is your answer.",
    "not_in_channel": "I'm not in that channel: `/invite @Careerbot` brings me in. Here is your answer.",
    "channel_not_found": "Slack does not let me into that channel. Here is your answer.",
    "restricted_action": _CLOSED,
    "restricted_action_read_only_channel": _CLOSED,
    "restricted_action_thread_only_channel": _CLOSED,
    "restricted_action_non_threadable_channel": _CLOSED,
    "restricted_action_thread_locked": "That thread is locked, so I can't answer there. Here is your answer.",
    "msg_too_long": "Slack found the answer too long for one message there. Here is your answer.",
    "msg_blocks_too_long": "Slack found the answer too long for one message there. Here is your answer.",
    "no_permission": "Slack does not let me write in that channel. Here is your answer.",
    "ekm_access_denied": "Messages are stopped in that channel for now. Here is your answer.",
}
SHOW = "Show it"
NO_LONGER_KEPT = "That answer is no longer kept. Please ask me again."
NOT_INSTALLED = (
    "Careerbot is no longer installed in this workspace. Ask whoever manages its apps to install it again."
)
SUGGESTIONS = "Suggested questions"
HELPFUL = "Helpful"
NOT_HELPFUL = "Not helpful"
CHOSEN = ":heavy_check_mark: {title}"
CHOSEN_BY = ":heavy_check_mark: <@{user}>: {title}"
HOME_TITLE = "Careerbot"
HOME_WAYS = (
    "Write to me under *Messages*, mention me in a channel, or type `/career` and your question anywhere."
)

#: What the bot says when somebody who mentions it wants it quiet, or not quiet any more.
HEEDED = {
    "thread": "I'll keep quiet in this thread. Mention me if you want me back.",
    "channel": "From now on I answer only mentions in this channel. `@Careerbot unmute` undoes that.",
    "speak": "I'm listening again.",
}

GUIDED_TITLE = "Which role suits me?"
GUIDED_SUBMIT = "Advise me"
GUIDED_CLOSE = "Not now"
