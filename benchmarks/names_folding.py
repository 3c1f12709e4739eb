"""How the work of making one name of many grows with the names.

    python benchmarks/names_folding.py [--names 4000 16000 64000]

Folds that many different names of offices, made of some thirty words and invented ones, a third of them with
a slip of a typist, and tells the CPU time of each run and its ratio to the first: near linear where four
times the names take some four times as long.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from normalize.names import Name, fold_names
from normalize.schema import NameKind

WORDS = [
    "unidad",
    "departamento",
    "regional",
    "direccion",
    "servicio",
    "nacional",
    "instituto",
    "prevision",
    "social",
    "archivo",
    "finanzas",
    "personas",
    "planificacion",
    "gestion",
    "territorial",
    "operaciones",
    "comunicaciones",
    "juridica",
    "auditoria",
    "interna",
    "biblioteca",
    "salud",
    "educacion",
    "vivienda",
    "norte",
    "sur",
    "oriente",
    "maule",
    "atacama",
    "coquimbo",
    "valparaiso",
]


def names(count: int) -> dict[Name, int]:
    chance = random.Random(1)
    found: dict[Name, int] = {}
    while len(found) < count:
        invented = ["".join(chance.choices("abcdeilmnorst", k=6)) for _ in range(chance.randint(0, 2))]
        text = " ".join([*chance.choices(WORDS, k=chance.randint(2, 5)), *invented])
        if chance.random() < 0.3:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice("aeilnorst") + text[at + 1 :]
        found[Name(NameKind.UNIT, text)] = chance.randint(1, 20)
    return found


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--names", type=int, nargs="+", default=[4000, 16000, 64000])
    first = 0.0
    for count in ask.parse_args().names:
        given = names(count)
        begun = time.process_time()
        rows = fold_names(given)
        spent = time.process_time() - begun
        first = first or spent
        one = len({row.canonical for row in rows})
        sys.stdout.write(f"{count:8} names, {one:8} different: {spent:7.2f} s, {spent / first:6.1f} times\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
