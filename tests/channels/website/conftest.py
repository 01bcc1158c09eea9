"""What the tests of the website channel share."""

from __future__ import annotations

from tests.widget.build import packages as packages  # a fixture
