"""Names of slots and entities, each written once."""

from __future__ import annotations

# Entities, as the recognition of names sets them
ROLE = "role"
TOOL = "tool"
INDUSTRY = "industry"
LOCATION = "location"
LEVEL = "level"
BACKGROUND = "background"
UNKNOWN_ROLE = "unknown_role"
DEGREE = "degree"
FIELD = "field"
CERTIFICATE = "certificate"
TERM = "term"  # a word of the field
REMOTE = "remote"
YEAR = "year"
RATING = "rating"
NOTE = "note"  # set by a button alone: the note that it offers

# Slots: the memory of a conversation
TOPIC = "topic"  # the last topic that was answered, such as "salary"
PENDING_TOPIC = "pending_topic"  # a topic that waits for a role
ROLES = "roles"  # the roles of the last question
RECENT_ROLES = "recent_roles"  # distinct roles spoken of, the newest first
MISSES = "misses"  # how many messages in a row were not understood
SHOWN = "shown"  # topics that "tell me more" has gone through for the roles at hand
PAY_ASKED = "pay_asked"  # the sum, the ranking or the change that the last question about pay was about
PERSON = "person"  # what the person said of themselves
OUTSIDER = "outsider"  # the profession spoken of last, where no role of the catalog is it
NOTES = "notes"  # notes near the last question, for "and for data engineers?"
OFFERS = "offers"  # payloads of the last suggestions, for "the second one"
SPOKEN_OF = "spoken_of"  # what was last spoken of, in words, by which the understanding completes a follow-up
TOLD_NOTES = "told_notes"  # notes that have answered in this conversation, the newest first
LISTED_ROLES = "listed_roles"  # the roles that last stood side by side, in their order, for "the third one"

# The role-fit form
FIT_FORM = "role_fit_form"
FIT_QUESTIONS = ("interest", "background", "strength", "horizon")
FIT_PREFIX = "fit_"  # the form's slots: fit_interest and so on
SKIPPED = "skipped"
