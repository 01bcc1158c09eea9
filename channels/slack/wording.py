"""What the channel itself says; everything else comes from the assistant."""

from __future__ import annotations

GREETING = "/greet"
RATED = '/give_feedback{{"rating": "{rating}"}}'

LOOKING_IT_UP = ":mag: Looking it up…"
TOO_LONG = "That is longer than {limit:,} characters. Could you say it shorter?"
NO_WORDS = "I can read only words, not files. What would you like to know?"
FAILED = "Something went wrong while answering. Nothing is lost on your side: please ask me again."
MAY_BE_MISSING = "An answer to you may not have arrived."
SHOW = "Show it"
NO_LONGER_KEPT = "That answer is no longer kept. Please ask me again."
NOT_INSTALLED = (
    "Careerbot is no longer installed in this workspace. Ask whoever manages its apps to install it again."
)
SUGGESTIONS = "Suggested questions"
HELPFUL = ":+1: Helpful"
NOT_HELPFUL = ":-1: Not helpful"
CHOSEN = ":heavy_check_mark: {title}"
CHOSEN_BY = ":heavy_check_mark: <@{user}>: {title}"
HOME_TITLE = "Careerbot"
HOME_WAYS = (
    "Write to me under *Messages*, mention me in a channel, or type `/career` and your question anywhere."
)
