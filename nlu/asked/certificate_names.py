"""Certificates in a text, by their form or their vendor, whether the catalog has them or not."""

from __future__ import annotations

import re
from typing import Iterator

_NAMED = re.compile(
    r"\b(?P<name>(?:[A-Z][\w'+.-]*\s+(?:(?:of|in|for|and|&)\s+)?){1,6})(?:[Cc]ertificat\w*|[Cc]erts?\b|[Cc]redential|[Nn]anodegree|[Ss]peciali[sz]ation|[Bb]adge|[Ll]icen[cs]e)"
    r"|\b(?:AZ|DP|AI|PL|MB|SC|MS|DA|AB)-?\d{3}\b|\b(?:CAP|CDMP|CFA|FRM|PMP|CPA|CCNA|CISSP|TOGAF|CSPO|SCM|MLA-C01|MLS-C01|DEA-C01|AIF-C01|CKA|CKAD)\b"
)
_OF_A_VENDOR = re.compile(
    r"\b(?:google|ibm|microsoft|aws|amazon|azure|gcp|coursera|meta|oracle|snowflake|databricks|harvard|mit|stanford|cisco|sas|tableau|nvidia|deeplearning\.ai|salesforce|dbt|cloudera|mongodb|udacity|edx|datacamp|iit|power\s+bi|comptia|sap)(?:'s)?\s+"
    r"(?:(?!is\b|are\b|or\b|vs\b|a\b|an\b|the\b|and\b|do\b|worth\b)[\w&/+.-]+\s+){0,5}?(?:certificat\w*|certs?|credential|nanodegree|speciali[sz]ation)\b",
    re.IGNORECASE,
)
#: Words that open a sentence about a certificate, or say what it is in, and name none.
_OPENERS = frozenset(
    """
    a an the is are do does which what any best top should will can how my i good online free professional
    data science scientist engineer engineering ai ml machine learning analyst analytics need advice would
    could get recommended vs or and has have
    """.split()
)


def certificates_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what looks like a certificate; some overlap, the likelier one comes first."""
    for match in _NAMED.finditer(text):
        start, end = match.span()
        if match.group("name"):
            while start < end:  # what only opens the sentence is no part of the name
                word = re.match(r"[\w'+.-]+\s*", text[start:end])
                if word is None or word.group().strip().lower() not in _OPENERS:
                    break
                start += word.end()
            if start >= match.start() + len(match.group("name")):
                continue
        yield start, end
    for match in _OF_A_VENDOR.finditer(text):
        yield match.span()
