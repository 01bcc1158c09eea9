"""The one error that a command shows as a line of text."""

from __future__ import annotations


class LaunchError(Exception):
    """A start that cannot succeed; its text says in one line why, and what to do."""
