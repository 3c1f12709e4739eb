"""How many changed figures the checks find, and how often they speak of clean documents: the mutation test of
``tests/check/mutations`` with as many changes as are asked for.

    python benchmarks/check_mutations.py [CHANGES]    (2500 unless said otherwise)
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    changes = sys.argv[1] if len(sys.argv) > 1 else "2500"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/check/mutations",
        "--log-cli-level=INFO",
        "-p",
        "no:xdist",
    ]
    return subprocess.call(
        command,
        cwd=Path(__file__).resolve().parent.parent,
        env={**os.environ, "PONDERA_MUTATIONS": changes},
    )


if __name__ == "__main__":
    sys.exit(main())
