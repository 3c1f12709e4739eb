"""A run that is killed (``kill -9``) at random instants and started again each time ends with the same bytes;
when it has ended, it is begun anew until there were so many kills.

python benchmarks/runs_killed.py [--documents 400] [--kills 20] [--seed 1]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from runs_speed import make


def dataset(to: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted(to.iterdir())
        if path.suffix in (".csv", ".parquet") or path.name == "datapackage.json"
    }


def documents(to: Path) -> list[str]:
    with (to / "documents.csv").open(encoding="utf-8", newline="") as file:
        return [row["path"] for row in csv.DictReader(file)]


def told(line: str) -> None:
    print(line, flush=True)


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

        def started(to: str) -> subprocess.Popen[bytes]:
            options = ["--to", str(folder / to), "--format", "csv,parquet", "--no-report", "--quiet"]
            command = [sys.executable, "-m", "pondera", "run", str(folder / "in"), *options]
            return subprocess.Popen(command, stderr=subprocess.DEVNULL)

        def through(to: str) -> None:
            if started(to).wait() != 0:
                sys.exit(f"a run into {to} did not end well")

        start = time.monotonic()
        through("whole")
        seconds = time.monotonic() - start
        told(f"a run of {asked.documents} documents takes {seconds:.1f} s")
        whole = dataset(folder / "whole")
        killed = whole_again = doubled = 0

        def compare() -> None:
            nonlocal whole_again, doubled
            paths = documents(folder / "killed")
            whole_again += dataset(folder / "killed") == whole
            doubled += len(paths) - len(set(paths))

        compared = 0
        while killed < asked.kills:
            running, instant = started("killed"), chance.uniform(0, seconds)
            try:
                running.wait(instant)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                killed += 1
                told(f"killed {killed} after {instant:.2f} s")
            else:  # what earlier kills had left was little: from the beginning again
                compare()
                compared += 1
                shutil.rmtree(folder / "killed")
        through("killed")
        compare()
        compared += 1
        found = {"killed": killed, "ends": compared, "same bytes": whole_again, "doubled": doubled}
        told(json.dumps(found))
        if whole_again < compared or doubled:
            sys.exit(1)


if __name__ == "__main__":
    main()
