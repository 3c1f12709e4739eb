"""What keeps a worker from taking the machine with it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from pathlib import Path

if sys.platform != "win32":
    import resource

MIB = 1 << 20
_PR_SET_PDEATHSIG = 1
"""``prctl(2)``: have the system send a signal when the parent ends."""


def has_memory_limit() -> bool:
    """Whether the system enforces a limit on a process's data. Linux does, for heap and private mappings
    alike (``setrlimit(2)``, RLIMIT_DATA since 4.7); macOS takes the limit and ignores it; Windows has
    none."""
    return sys.platform.startswith("linux")


def limit_memory(mib: int) -> None:
    """Has every allocation of this process fail that would take its data ``mib`` above what it has now. Does
    nothing where there is no such limit."""
    if sys.platform != "win32" and mib and has_memory_limit():
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = _data_bytes() + mib * MIB
        resource.setrlimit(
            resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
        )


def _data_bytes() -> int:
    """Heap and private mappings of this process (``proc_pid_status(5)``, VmData)."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return int(status.partition("VmData:")[2].split()[0]) * 1024


def end_with_parent() -> None:
    """Ends this process when the one that started it is gone, however busy it is: a run that was killed
    leaves no worker behind that still reads."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        parent = os.getppid()
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def no_core_file() -> None:
    """A worker that crashes leaves its exit status, not a file as large as its memory."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
