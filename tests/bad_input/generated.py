"""Generated bad input: text, JSON, headers and tokens as nobody's client would send them."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import os
import string
import time
from dataclasses import dataclass, field
from typing import Any, Optional

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

#: How many times the usual number of cases: 1 in `make test`, more in `make fuzz`, where each run differs.
TIMES = float(os.environ.get("FUZZ_TIMES", "1"))
#: What no answer may hold: signs of a stack trace or of an error's own text.
TRACES = (b"Traceback", b'File "', b".py", b"Error:", b"Exception")

_NASTY = [
    "",
    " ",
    "\x00",
    "\x00hello",
    "\ud800",
    "a\ud800b",
    "\u202eabc",
    "\u200b\u200d",
    "🧑‍💻" * 40,
    "é" * 999,
    "ff\ufb03",
    "/",
    "//",
    "/restart",
    "/restart now",
    "/ask_salary",
    '/ask_salary{"role": "ml_engineer"}',
    "/ask_salary{",
    '/ask_salary{"role": "nobody"}',
    '/ask_salary{"role": ["a", {"b": 1}]}',
    '/ask_salary{"location": null}',
    "/ask_salary[]",
    "/nothing",
    "/session_start",
    "/action_listen",
    "EXTERNAL: x",
    "/ask_salary@9",
    "/a{{}}",
    "../../etc/passwd",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "{role}",
    "%s%n%d",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "a" * 1000,
    "a" * 1001,
    "word " * 300,
    "?" * 500,
    "\n" * 50,
    "1e999",
    "NaN",
    "null",
    "ml engineer" + "\u0301" * 200,
    "What does an ML engineer earn?",
    "data scientist vs data engineer",
    "in Berlin?",
    "and you?",
    "no",
    "yes",
]
words = st.one_of(
    st.sampled_from(_NASTY),
    st.text(max_size=40),
    st.text(alphabet=string.printable, max_size=80),
    st.text(alphabet=st.characters(whitelist_categories=("Cc", "Cf", "Cs", "Mn", "So", "Zs")), max_size=12),
)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=6,
)
_BROKEN = [
    b"",
    b"{",
    b"[",
    b"null",
    b"[]",
    b"[[null, null]]",
    b"0",
    b'"x"',
    b"\xff\xfe",
    b"\x00" * 20,
    b"{}" * 50,
    b"[" * 3000,
    b'{"a":' * 2000,
    b"1" * 5000,
    b'{"text": "\\ud800"}',
    b'{"text": "\xe9"}',
    b'{"id": 1e400}',
    b"a=b&c=d",
    b'{"id": "12345678", "text": "x", "text": "y"}',
    b"payload=%7B%7D",
    b"payload=null",
    b"-----\r\n\r\n",
]
broken_bodies = st.one_of(st.sampled_from(_BROKEN), st.binary(max_size=60))
_plain = st.text(alphabet=string.ascii_letters + string.digits + " ;,=/*.-_:\"'", max_size=30)
header_sets = st.dictionaries(
    st.sampled_from(
        [
            "Content-Type",
            "Accept",
            "Origin",
            "Cookie",
            "Accept-Language",
            "X-Forwarded-For",
            "Range",
            "If-None-Match",
            "Accept-Encoding",
            "X-HTTP-Method-Override",
            "Forwarded",
            "Expect-CT",
            "User-Agent",
        ]
    ),
    st.one_of(
        _plain,
        st.sampled_from(
            [
                "application/json",
                "application/json; charset=utf-16",
                "text/plain",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "null",
                "https://foreign.example",
                "gzip;q=x",
                "*/*;q=2",
                "[",
                "//[",
            ]
        ),
    ),
    max_size=3,
)


def objects(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects in which each field is right, wrong or left out, and others may be added."""
    return st.builds(
        lambda known, more: {**known, **more},
        st.fixed_dictionaries(
            {}, optional={name: st.one_of(value, json_values) for name, value in fields.items()}
        ),
        st.one_of(st.just({}), st.dictionaries(st.text(max_size=6), json_values, max_size=2)),
    )


def bodies(right: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    """Return bodies: mostly JSON of nearly the right form, else any JSON, else no JSON at all."""
    as_json = st.one_of(right, right, right, json_values).map(lambda value: json.dumps(value).encode())
    cut = st.tuples(as_json, st.integers(1, 30)).map(lambda both: both[0][: -both[1]])
    return st.one_of(as_json, as_json, as_json, as_json, broken_bodies, cut)


def mutated(token: str) -> st.SearchStrategy[str]:
    """Return a token that is right, changed in one place, cut, or made up."""
    changed = st.tuples(st.integers(0, len(token) - 1), st.sampled_from(string.ascii_letters)).map(
        lambda both: token[: both[0]] + both[1] + token[both[0] + 1 :]
    )
    cut = st.integers(0, len(token)).map(lambda at: token[:at])
    return st.one_of(st.just(token), st.just(token), changed, cut, _plain)


def signed(body: bytes, secret: str) -> dict[str, str]:
    """Return the headers by which Slack signs a body, also one that is no text."""
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def many(cases: int) -> Any:
    """Return the settings of a test that tries so many cases."""
    return settings(
        max_examples=max(1, int(cases * TIMES)),
        derandomize=TIMES == 1,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@dataclass
class Client:
    """Sends requests on one connection, and counts them."""

    port: int
    sent: int = 0
    _connection: Optional[http.client.HTTPConnection] = field(default=None, repr=False)

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Optional[dict[str, str]] = None
    ) -> Reply:
        """Return the reply; a connection that the server has closed is opened anew."""
        self.sent += 1
        encoded = {name: value.encode("utf-8", "replace") for name, value in (headers or {}).items()}
        for attempt in (1, 2):
            connection = self._connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self._connection = connection
            try:
                connection.request(method, path, body, encoded)
                response = connection.getresponse()
                return Reply(response.status, response.read())
            except (http.client.HTTPException, ConnectionError):
                connection.close()
                self._connection = None
                if attempt == 2:
                    raise
        raise AssertionError


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: bytes

    def is_decent(self) -> None:
        """Fail where the server failed, was silent or told about itself."""
        assert self.status < 500, (self.status, self.body[:300])
        assert not [trace for trace in TRACES if trace in self.body], self.body[:300]
        if self.status >= 400:
            assert self.body
