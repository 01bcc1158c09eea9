"""The machine that something was measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Dict

import psutil  # type: ignore[import-untyped]


def described() -> Dict[str, str]:
    """Return what figures depend on, in words."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores seen",
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "Rasa": version("rasa"),
        "load when it began": f"{os.getloadavg()[0]:.1f} (processes that wanted a core in the last minute)",
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
