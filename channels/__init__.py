"""The places where people talk to the assistant; each draws the same answer its own way."""

#: Characters that a message may have, in every channel. Understanding gets slower with each word.
MOST_CHARACTERS = 1000
