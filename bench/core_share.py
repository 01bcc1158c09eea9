"""Giving processes a share of a core, so that a small machine shows how a large one would divide the work."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Sequence

from bench.servers import ServerFailed

_CPU = Path("/sys/fs/cgroup/cpu")
_PERIOD_US = 100_000


@contextmanager
def core_share(processes: Sequence[int], percent: int) -> Iterator[None]:
    """Hold each process to ``percent`` of a core within the block, by the kernel's control groups.

    :raises ServerFailed: where that is not allowed: it takes root and control groups of version 1
    """
    groups = [_CPU / f"careerbot-bench-{process}" for process in processes]
    try:
        for group, process in zip(groups, processes, strict=True):
            group.mkdir()
            (group / "cpu.cfs_period_us").write_text(str(_PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(_PERIOD_US * percent // 100))
            (group / "cgroup.procs").write_text(str(process))
        yield
    except OSError as error:
        raise ServerFailed(
            f"A share of a core cannot be given here ({error.strerror}): {os.fspath(_CPU)} must be writable"
        ) from None
    finally:
        for group in groups:
            if group.is_dir():
                for process in (group / "cgroup.procs").read_text().split():
                    (_CPU / "cgroup.procs").write_text(process)
                group.rmdir()
