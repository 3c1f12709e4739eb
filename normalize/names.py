"""One thing's many names → one: offices, institutions and people as a whole collection writes them.

Names become one where they have the same words (case, accents, abbreviations, the words' order and what
stands between them aside), where one is the other's initials, or where every word has a counterpart that is
spelt almost alike. Words that differ (``Regional Norte`` and ``Regional Sur``), numbers that differ and
initials that fit several names keep names apart, however alike they are as a whole; what was near is said,
and not merged.

The result depends on the names and how often they occur, never on their order.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from normalize.dataset import Rows
from normalize.glyphs import fold
from normalize.texts import folded

SAME_WORD = 84.0
"""Of 100: how alike two words must be spelt to be one, misspelt."""
SAME_NAME = 92.0
"""Of 100: how alike two names must be as a whole to become one."""
NEAR_NAME = 80.0
"""Of 100: from here on a name that is kept apart is told as near."""
SHORTEST_MISSPELT = 5
"""Letters below which two words that differ are two words: ``sur`` and ``sus``."""
LONGEST_NAME = 120
"""Characters beyond which a cell says more than a name."""


class NameKind(StrEnum):
    INSTITUTION = "institution"
    UNIT = "unit"
    RESPONSIBLE = "responsible"


class Basis(StrEnum):
    """Why a name stands under its canonical one."""

    ALONE = "alone"
    """It is itself the canonical one."""
    GAZETTEER = "gazetteer"
    """The understanding of its document knew it."""
    WORDS = "words"
    """The same words, otherwise written."""
    INITIALS = "initials"
    SPELLING = "spelling"
    """Every word has a counterpart that is spelt almost alike."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a document prints it, and its canonical form where the document's reading knew one."""

    kind: NameKind
    text: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class NameRow:
    """How one name was folded."""

    kind: NameKind
    name: str
    canonical: str
    basis: Basis
    score: float
    """0 to 100: how alike name and canonical name are; 100 where nothing was guessed."""
    occurrences: int
    near: str = ""
    """The canonical name that is most alike among those that it was kept apart from, if any is near."""
    near_score: float = 0.0


def names_in(rows: Rows) -> Counter[Name]:
    """The names that the rows of one document or of many hold, and how often."""
    found: Counter[Name] = Counter()
    for document in rows.documents:
        if document.institution_raw or document.institution:
            known = document.institution if document.institution_raw else ""
            found[Name(NameKind.INSTITUTION, document.institution_raw or document.institution, known)] += 1
        if document.unit:
            found[Name(NameKind.UNIT, document.unit)] += 1
    for item in rows.items:
        if item.responsible and len(item.responsible) <= LONGEST_NAME:
            found[Name(NameKind.RESPONSIBLE, item.responsible)] += 1
    return found


def fold_names(names: Mapping[Name, int]) -> tuple[NameRow, ...]:
    """Each different name with its canonical one, by kind and name."""
    rows: list[NameRow] = []
    for kind in NameKind:
        counts: Counter[str] = Counter()
        known: dict[str, str] = {}
        for name, count in names.items():
            if name.kind is kind:
                counts[folded(name.text)] += count
                if name.known:
                    known[folded(name.text)] = min(known.get(folded(name.text), name.known), name.known)
        rows.extend(_Folding(kind, counts, known).rows())
    return tuple(sorted(rows, key=lambda row: (row.kind, row.name)))


@dataclass(frozen=True, slots=True)
class _Lot:
    """Names with the same words, under the one that stands for them."""

    canonical: str
    words: tuple[str, ...]
    members: tuple[str, ...]
    count: int
    is_known: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)


class _Folding:
    """Folds the names of one kind, lot by lot: known ones first, then the most frequent, initials last."""

    def __init__(self, kind: NameKind, counts: Mapping[str, int], known: Mapping[str, str]) -> None:
        self._kind = kind
        self._counts = counts
        self._known = known
        self._kept: list[_Lot] = []
        self._texts: list[str] = []
        """The words of each lot that was kept, for comparing them all at once."""
        self._by_initials: dict[str, list[_Lot]] = defaultdict(list)

    def rows(self) -> Iterator[NameRow]:
        for lot in self._lots():
            home, basis, score = self._home(lot)
            if home is not None:
                for member in lot.members:
                    yield self._row(member, home.canonical, basis, score)
                continue
            near, near_score = self._near(lot)
            for member in lot.members:
                how = Basis.GAZETTEER if member in self._known else Basis.WORDS
                how = Basis.ALONE if member == lot.canonical else how
                yield self._row(member, lot.canonical, how, 100.0, near, near_score)
            self._kept.append(lot)
            self._texts.append(lot.text)
            self._by_initials[_initials(_told(lot.canonical))].append(lot)

    def _lots(self) -> list[_Lot]:
        by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for text in sorted(self._counts):
            by_words[words_of(self._known.get(text, text))].append(text)
        lots = []
        for words, members in by_words.items():
            known = sorted(self._known[text] for text in members if text in self._known)
            best = min(members, key=self._rank)
            count = sum(self._counts[text] for text in members)
            lots.append(_Lot(known[0] if known else best, words, tuple(members), count, bool(known)))
        return sorted(lots, key=lambda lot: (not lot.is_known, _is_acronym(lot), -lot.count, lot.canonical))

    def _rank(self, text: str) -> tuple[int, bool, bool, int, str]:
        """Which of the same words' ways of writing stands for all, the best first: the most frequent, not in
        capitals, without initials behind it, the one that is spelt out."""
        words = [word for word in _WORD.findall(fold(text)) if word not in _data()["silent"]]
        return -self._counts[text], text.isupper(), words != _told(text), -len(text), text

    def _home(self, lot: _Lot) -> tuple[_Lot | None, Basis, float]:
        """The earlier lot that this one is another name of."""
        if lot.is_known:
            return None, Basis.ALONE, 100.0
        if _is_acronym(lot):
            spelt_out = self._by_initials.get(lot.words[0], [])
            return (spelt_out[0], Basis.INITIALS, 90.0) if len(spelt_out) == 1 else (None, Basis.ALONE, 100.0)
        alike = [
            (score, other)
            for other, score in self._alike(lot, SAME_NAME)
            if _word_by_word(lot.words, other.words)
        ]
        if not alike:
            return None, Basis.ALONE, 100.0
        score, home = max(alike, key=lambda pair: (pair[0], pair[1].count))
        return home, Basis.SPELLING, score

    def _near(self, lot: _Lot) -> tuple[str, float]:
        """The most alike of the lots that it was kept apart from."""
        alike = [(score, other.canonical) for other, score in self._alike(lot, NEAR_NAME)]
        return max(alike)[::-1] if alike else ("", 0.0)

    def _alike(self, lot: _Lot, least: float) -> Iterator[tuple[_Lot, float]]:
        """The earlier lots that are at least so much alike."""
        for _, score, at in process.extract(
            lot.text, self._texts, scorer=fuzz.ratio, score_cutoff=least, limit=None
        ):
            yield self._kept[at], score

    def _row(
        self, name: str, canonical: str, basis: Basis, score: float, near: str = "", near_score: float = 0.0
    ) -> NameRow:
        count = self._counts[name]
        return NameRow(self._kind, name, canonical, basis, round(score, 1), count, near, round(near_score, 1))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("normalize") / "data" / "names.toml").read_text(encoding="utf-8"))


_WORD = re.compile(r"[^\W_]+")


def words_of(name: str) -> tuple[str, ...]:
    """The words that tell a name from others: folded, abbreviations spelt out, silent ones left out, sorted;
    initials that follow the name they stand for (``Instituto de Previsión Social – IPS``) left out."""
    short = _data()["short"]
    return tuple(sorted(part for word in _told(name) for part in str(short.get(word, word)).split()))


def _told(name: str) -> list[str]:
    """The words of a name that say which one is meant, in their order."""
    words = [word for word in _WORD.findall(fold(name)) if word not in _data()["silent"]]
    return words[:-1] if len(words) > 2 and words[-1] == _initials(words[:-1]) else words


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _is_acronym(lot: _Lot) -> bool:
    return len(lot.words) == 1 and lot.canonical.isupper() and 2 <= len(lot.words[0]) <= 8


def _word_by_word(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each word has a counterpart that is the same, or the same misspelt."""
    if len(some) != len(others):
        return False
    left = list(others)
    for word in some:
        best = max(left, key=lambda other: (fuzz.ratio(word, other), other))
        if word != best and not _is_misspelt(word, best):
            return False
        left.remove(best)
    return True


def _is_misspelt(word: str, other: str) -> bool:
    if min(len(word), len(other)) < SHORTEST_MISSPELT or any(map(str.isdigit, word + other)):
        return False
    return fuzz.ratio(word, other) >= SAME_WORD
