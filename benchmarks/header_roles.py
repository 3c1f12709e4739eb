"""What says a column's role best, by headers that none of the contestants has seen: the vocabulary, a small
spaCy text categorizer, or both.

    python benchmarks/header_roles.py [--folds 5] [--rounds 12] [--headers-only]

Headers come from the development set beside the project: its list of real headers, and the columns of its
gold documents. Each distinct wording counts once (folded, periods and digits off), and all headers of one
wording are in the same fold, so that no wording is ever on both sides.

- The vocabulary was written with some of these headers in view. It is therefore measured twice: as shipped,
  and with every phrase taken out that equals a header of the held-out fold (which is harder than life: the
  words of a new header's commonest form are then unknown as well).
- The categorizer is spaCy's bag of words (``TextCatBOW``) on a blank multilingual pipeline, trained on the
  other folds. Its tokens are the header's words, their beginnings, groups of three letters, and, where the
  header's document can be read, what the column's cells look like ("shape=percent"). With "phrases" it also
  learns from the vocabulary's phrases, less those of the held-out fold. Spanish, Portuguese and English share
  one model: the words are cut here, so that the language of the blank pipeline changes nothing.
- Both: the sum of the two scores; the vocabulary with the model asked only where it is silent; the same with
  the model heard only where it is sure.
- "Wrong" counts headers that get another role than theirs, "silent" those that get none: a silent column is
  still read by its contents and neighbours, a wrong one is a wrong dataset.

A model is worth shipping if its answers where the vocabulary is silent can be trusted as much as the
vocabulary's own, and are not few: the last lines say so. Ends with 1 where the development set is not there,
else 0.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

import extract
import ingest
from extract.folding import fold
from extract.lexicon import Vocabulary, matches_in, shipped_phrases
from extract.periods import without_periods
from extract.reading import LogicalTable, Role, RowKind
from extract.shapes import shape_of

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SEED = 5
NOTICED = 0.3
"""Share of a column's filled cells that makes a shape worth a token."""
SURE = 0.7
"""Score from which the model is sure."""
LEAST_GAIN = 0.02
"""Share of all headers that a model must get right beyond the vocabulary to be worth its weight."""
WORDS = "vocabulary, held-out phrases taken out"
ANY_MODEL = "vocabulary, model where it is silent"
SURE_MODEL = "vocabulary, model where silent and sure"


@dataclass(frozen=True)
class Header:
    text: str
    wording: str
    right: frozenset[Role]
    """The role, and others that gold accepts."""
    role: Role
    source: str
    shapes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scored:
    """Scores by role, from 0 to 1; empty where a method says nothing."""

    scores: dict[Role, float]

    @property
    def best(self) -> Role | None:
        return max(self.scores, key=lambda role: self.scores[role]) if self.scores else None


def wording_of(header: str) -> str:
    bare = fold(without_periods(header)) or fold(header)
    return re.sub(r"\s+", " ", re.sub(r"[\d%$#]+", " ", bare)).strip() or bare


def headers_of(shared: Path, *, with_contents: bool) -> list[Header]:
    """One header per distinct wording and role, the most frequent role of a wording first."""
    seen: dict[str, Header] = {}
    votes: dict[str, Counter[Role]] = defaultdict(Counter)
    for header in (*_listed(shared), *_in_gold(shared, with_contents=with_contents)):
        if header.wording:
            votes[header.wording][header.role] += 1
            known = seen.get(header.wording)
            if known is None or (not known.shapes and header.shapes and known.source == header.source):
                seen[header.wording] = header
    found = []
    for wording, header in seen.items():
        role = votes[wording].most_common(1)[0][0]
        found.append(
            Header(
                header.text, wording, header.right | set(votes[wording]), role, header.source, header.shapes
            )
        )
    return found


def _listed(shared: Path) -> Iterator[Header]:
    with (shared / "vocabulary" / "headers.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            role = Role(row["role"])
            yield Header(row["header"], wording_of(row["header"]), frozenset([role]), role, "list")


def _in_gold(shared: Path, *, with_contents: bool) -> Iterator[Header]:
    for source, gold, files in (
        ("corpus", shared / "gold", shared / "corpus"),
        ("practice", shared / "practice" / "gold", shared / "practice" / "files"),
    ):
        for path in sorted(gold.glob("*.json")):
            shapes = _shapes_by_header(files, path.stem) if with_contents else {}
            for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
                for column in table["columns"]:
                    text, role = column["header"], Role(column["role"])
                    right = frozenset(Role(one) for one in column.get("accept", {}).get("role", []))
                    yield Header(
                        text, wording_of(text), right | {role}, role, source, shapes.get(fold(text), ())
                    )


def _shapes_by_header(files: Path, stem: str) -> dict[str, tuple[str, ...]]:
    """Folded header → what the cells below it look like, in the first file of that name."""
    for path in sorted(files.glob(f"{stem}.*")):
        reading = extract.understand(ingest.read(path))
        return {
            fold(column.header): _shapes(table, column.column)
            for table in reading.tables
            for column in table.columns
            if column.header
        }
    return {}


def _shapes(table: LogicalTable, column: int) -> tuple[str, ...]:
    seen = Counter(
        shape_of(cell.text).value
        for cell in table.cells
        if cell.column == column and cell.text.strip() and table.row_kinds[cell.row] is RowKind.ITEM
    )
    return tuple(sorted(shape for shape, count in seen.items() if count >= NOTICED * seen.total()))


def folds_of(headers: Sequence[Header], count: int) -> list[list[Header]]:
    """The headers dealt out by their wording, in an order that nothing but the wording decides."""
    dealt: list[list[Header]] = [[] for _ in range(count)]
    ordered = sorted(headers, key=lambda one: hashlib.sha256(one.wording.encode()).hexdigest())
    for place, header in enumerate(ordered):
        dealt[place % count].append(header)
    return dealt


def vocabulary_without(held_out: Sequence[Header]) -> Vocabulary:
    """The shipped vocabulary less the phrases that equal a held-out header in any form."""
    hidden = {form for one in held_out for form in (fold(one.text), one.wording)}
    hidden |= {form.replace(" ", "") for form in hidden}
    return Vocabulary.of(
        {
            role: [
                phrase
                for phrase in group
                if not {phrase, wording_of(phrase), phrase.replace(" ", "")} & hidden
            ]
            for role, group in shipped_phrases().items()
        }
    )


def by_vocabulary(vocabulary: Vocabulary, header: Header) -> Scored:
    return Scored({match.role: match.score for match in matches_in(vocabulary, header.text)})


def tokens_of(text: str, shapes: Sequence[str]) -> list[str]:
    words = fold(text).split() or ["empty"]
    letters = f" {' '.join(words)} "
    return [
        *words,
        *(f"begins={word[:4]}" for word in words),
        f"first={words[0][:5]}",
        *(f"three={letters[at : at + 3]}" for at in range(len(letters) - 2)),
        *(f"shape={shape}" for shape in shapes),
    ]


class Categorizer:
    """spaCy's bag of words over the tokens of headers."""

    def __init__(self, examples: Sequence[tuple[list[str], Role]], rounds: int) -> None:
        random.seed(SEED)
        spacy.util.fix_random_seed(SEED)
        self.language: Language = spacy.blank("xx")
        model = {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": True,
            "ngram_size": 1,
            "length": 32768,
            "no_output_layer": False,
        }
        self.textcat = self.language.add_pipe("textcat", config={"model": model})
        roles = sorted({role.value for _, role in examples})
        made = [
            Example.from_dict(
                Doc(self.language.vocab, words=words),
                {"cats": {name: float(name == role.value) for name in roles}},
            )
            for words, role in examples
        ]
        optimizer = self.language.initialize(lambda: made)
        for _ in range(rounds):
            random.shuffle(made)
            for start in range(0, len(made), 16):
                self.language.update(made[start : start + 16], sgd=optimizer)

    def scores(self, words: list[str]) -> Scored:
        doc = self.textcat(Doc(self.language.vocab, words=words))
        return Scored({Role(name): float(score) for name, score in doc.cats.items()})


def both(vocabulary: Scored, model: Scored) -> Scored:
    roles = {*vocabulary.scores, *model.scores}
    return Scored({role: vocabulary.scores.get(role, 0.0) + model.scores.get(role, 0.0) for role in roles})


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    silent: int = 0

    def add(self, header: Header, scored: Scored) -> None:
        best = scored.best
        if best in header.right or (best is None and Role.OTHER in header.right):
            self.right += 1
        elif best is None:
            self.silent += 1
        else:
            self.wrong += 1

    @property
    def trust(self) -> float:
        """How often an answer is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def share(self) -> float:
        return self.right / max(1, self.right + self.wrong + self.silent)


Judge = Callable[[Header], Scored]


def judges_for(held_out: Sequence[Header], known: Sequence[Header], rounds: int) -> dict[str, Judge]:
    shipped = Vocabulary.of(shipped_phrases())
    fair = vocabulary_without(held_out)
    seen = [(tokens_of(one.text, one.shapes), one.role) for one in known]
    phrases = [(tokens_of(one.text, ()), one.role) for one in fair.phrases]
    alone, taught = Categorizer(seen, 2 * rounds), Categorizer([*seen, *phrases], rounds)

    def words(header: Header) -> Scored:
        return by_vocabulary(fair, header)

    def model(header: Header) -> Scored:
        return taught.scores(tokens_of(header.text, header.shapes))

    def silent_only(header: Header) -> Scored:
        found = words(header)
        return found if found.scores else model(header)

    def silent_and_sure(header: Header) -> Scored:
        found, asked = words(header), model(header)
        sure = {role: score for role, score in asked.scores.items() if score >= SURE}
        return found if found.scores else Scored(sure)

    return {
        "vocabulary as shipped": lambda header: by_vocabulary(shipped, header),
        WORDS: words,
        "model on headers": lambda header: alone.scores(tokens_of(header.text, header.shapes)),
        "model on headers and phrases": model,
        "both, scores added": lambda header: both(words(header), model(header)),
        ANY_MODEL: silent_only,
        SURE_MODEL: silent_and_sure,
    }


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--folds", type=int, default=5)
    ask.add_argument("--rounds", type=int, default=12)
    ask.add_argument("--headers-only", action="store_true", help="no tokens of what the cells look like")
    ask.add_argument("--mistakes", metavar="METHOD", help="list the headers that a method gets wrong")
    args = ask.parse_args()
    if not SHARED.is_dir():
        sys.stdout.write("skipped: the development set is not beside the project\n")
        return 1
    headers = headers_of(SHARED, with_contents=not args.headers_only)
    dealt = folds_of(headers, args.folds)
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for held_out in dealt:
        known = [one for other in dealt if other is not held_out for one in other]
        for name, judge in judges_for(held_out, known, args.rounds).items():
            for header in held_out:
                scored = judge(header)
                for source in (header.source, "all"):
                    tallies[name][source].add(header, scored)
                if name == args.mistakes and scored.best not in header.right:
                    sys.stdout.write(f"  {header.text!r}: {scored.best} instead of {header.role}\n")
    _say_figures(headers, args.folds, tallies)
    return 0


def _say_figures(headers: Sequence[Header], folds: int, tallies: dict[str, dict[str, Tally]]) -> None:
    sources = ("all", "list", "corpus", "practice")
    counts = Counter(one.source for one in headers)
    told = ", ".join(f"{counts[source]} {source}" for source in sources[1:])
    with_shapes = sum(bool(one.shapes) for one in headers)
    sys.stdout.write(
        f"{len(headers)} wordings ({told}; {with_shapes} with contents), {folds} folds\n"
        f"{'':42}{''.join(f'{source:>10}' for source in sources)}{'wrong':>8}{'silent':>8}\n"
    )
    for name, by_source in tallies.items():
        shares = "".join(f"{by_source[source].share:10.3f}" for source in sources)
        whole = by_source["all"]
        sys.stdout.write(f"{name:42}{shares}{whole.wrong:8}{whole.silent:8}\n")
    sys.stdout.write(_verdict(tallies[WORDS]["all"], tallies[SURE_MODEL]["all"], tallies[ANY_MODEL]["all"]))


def _verdict(words: Tally, sure: Tally, any_answer: Tally) -> str:
    """Whether the model's answers may stand beside the vocabulary's."""
    lines = [
        f"where the vocabulary speaks it is right in {words.right} of {words.right + words.wrong} headers"
        f" ({words.trust:.2f})"
    ]
    worth = False
    for name, tally in (("always", any_answer), (f"from a score of {SURE} on", sure)):
        right, wrong = tally.right - words.right, tally.wrong - words.wrong
        trust = right / max(1, right + wrong)
        lines.append(
            f"where it is silent, the model heard {name} is right in {right} of {right + wrong} ({trust:.2f})"
        )
        worth = worth or (trust >= words.trust and right >= LEAST_GAIN * sum_of(words))
    lines.append("the model is worth shipping" if worth else "the model is not worth shipping")
    return "\n".join(lines) + "\n"


def sum_of(tally: Tally) -> int:
    return tally.right + tally.wrong + tally.silent


if __name__ == "__main__":
    sys.exit(main())
