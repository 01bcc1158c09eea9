"""The places where people talk to the assistant; each draws the same answer its own way."""
