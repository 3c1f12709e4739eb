"""A run that is killed (``kill -9``) at random instants and started again each time ends with the same bytes.

python benchmarks/runs_killed.py [--documents 400] [--kills 20] [--seed 1]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from runs_speed import make


def tables(to: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(to.glob("*.csv"))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "in", asked.documents)

        def command(to: str) -> list[str]:
            return [
                sys.executable,
                "-m",
                "pondera",
                "run",
                str(folder / "in"),
                "--to",
                str(folder / to),
                "--quiet",
            ]

        start = time.monotonic()
        subprocess.run(command("whole"), check=True)
        whole = time.monotonic() - start
        killed = through = 0
        for _ in range(asked.kills):
            running = subprocess.Popen(command("killed"))
            try:
                running.wait(chance.uniform(0, 0.5 * whole))
                through += 1
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                killed += 1
        subprocess.run(command("killed"), check=True)
        same = tables(folder / "whole") == tables(folder / "killed")
        with (folder / "killed" / "documents.csv").open(encoding="utf-8", newline="") as file:
            paths = [row["path"] for row in csv.DictReader(file)]
        told = {
            "killed": killed,
            "through": through,
            "documents": len(paths),
            "twice": len(paths) - len(set(paths)),
        }
        print(json.dumps({**told, "same bytes": same}))
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main()
