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
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from normalize.dataset import Rows
from normalize.glyphs import fold
from normalize.schema import NameBasis, NameKind, NameRow
from normalize.texts import folded, repaired

SAME_NAME = 92.0
"""Of 100: how alike two names must be as a whole to become one."""
NEAR_NAME = 80.0
"""Of 100: from here on a name that is kept apart is told as near."""
BY_INITIALS = 90.0
"""Score of initials that fit one name alone."""
SHORTEST_MISSPELT = 5
"""Letters below which two words that differ are two words: ``sur`` and ``sus``."""
LONG_WORD = 12
"""Letters from which on a word may be misspelt in two places."""
LONGEST_NAME = 120
"""Characters beyond which a cell says more than a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a document prints it, and its canonical form where the document's reading knew one."""

    kind: NameKind
    text: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A column whose texts are names: ``known`` is the column beside it that holds the canonical name, where
    the reading of the document knew one."""

    kind: NameKind
    table: str
    column: str
    known: str = ""


SOURCES = (
    Source(NameKind.INSTITUTION, "documents", "institution_raw", "institution"),
    Source(NameKind.REGION, "documents", "region_raw", "region"),
    Source(NameKind.UNIT, "documents", "unit"),
    Source(NameKind.RESPONSIBLE, "items", "responsible"),
    Source(NameKind.TERRITORY, "items", "territory"),
)


def names_in(rows: Rows) -> Counter[Name]:
    """The names that the rows of one document or of many hold, and how often. Copies of a file count once."""
    found: Counter[Name] = Counter()
    for source in SOURCES:
        for row in getattr(rows, source.table):
            if source.table == "documents" and row.duplicate_of:
                continue
            known = getattr(row, source.known) if source.known else ""
            if (name := name_of(source.kind, getattr(row, source.column), known)) is not None:
                found[name] += 1
    return found


def name_of(kind: NameKind, printed: str, known: str = "") -> Name | None:
    """A name from what is printed and what is known of it, either of which may be empty; None where both are,
    and where a text is too long for a name."""
    text = folded(repaired(printed or known))
    if not text or len(text) > LONGEST_NAME:
        return None
    return Name(kind, text, "" if known == text else known)


def named(rows: Rows) -> Rows:
    """The rows of a whole collection with its ``names``."""
    return replace(rows, names=fold_names(names_in(rows)))


def fold_names(names: Mapping[Name, int]) -> tuple[NameRow, ...]:
    """Each different name with its canonical one, by kind and name."""
    rows: list[NameRow] = []
    for kind in NameKind:
        counts: Counter[str] = Counter()
        known: dict[str, Counter[str]] = defaultdict(Counter)
        for name, count in names.items():
            if name.kind is kind:
                counts[name.text] += count
                if name.known:
                    known[name.text][name.known] += count
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
    """A reading knew another name for one of them."""

    @property
    def text(self) -> str:
        return " ".join(self.words)


class _Folding:
    """Folds the names of one kind, lot by lot: known ones first, then the most frequent, initials last."""

    def __init__(
        self, kind: NameKind, counts: Mapping[str, int], known: Mapping[str, Mapping[str, int]]
    ) -> None:
        """``known``: name → the canonical names that readings knew for it, and how often."""
        self._kind = kind
        self._counts = counts
        ordered = {text: sorted(ones, key=lambda one: (-ones[one], one)) for text, ones in known.items()}
        self._known = {text: ones[0] for text, ones in ordered.items()}
        self._known_else = {text: ones[1] for text, ones in ordered.items() if len(ones) > 1}
        """What else some documents mean by a name; most of them decide."""
        self._by_initials: dict[str, list[_Lot]] = defaultdict(list)
        """The lots that were kept, by the initials of their names."""

    def rows(self) -> Iterator[NameRow]:
        lots = self._lots()
        kept = _Kept()
        for lot in lots:
            near = kept.near(lot)
            home, basis, score = self._home(lot, near)
            if home is not None:
                for member in lot.members:
                    yield self._row(member, home.canonical, basis, score)
                continue
            most = max(((score, other.canonical) for score, other in near), default=(0.0, ""))
            for member in lot.members:
                how = NameBasis.GAZETTEER if self._is_elsewhere(member, lot.words) else NameBasis.WORDS
                how = NameBasis.ALONE if member == lot.canonical else how
                other_score, other_name = most
                if member in self._known_else:
                    other_score, other_name = 100.0, self._known_else[member]
                yield self._row(member, lot.canonical, how, 100.0, other_name, other_score)
            kept.add(lot)
            self._by_initials[_initials(_told(lot.canonical))].append(lot)

    def _lots(self) -> list[_Lot]:
        by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for text in sorted(self._counts):
            by_words[words_of(self._known.get(text, text)) or (text,)].append(text)
        lots = []
        for words, members in by_words.items():
            known = Counter(self._known[text] for text in members if text in self._known)
            best = min(known, key=lambda one: (-known[one], one)) if known else min(members, key=self._rank)
            count = sum(self._counts[text] for text in members)
            is_known = any(self._is_elsewhere(text, words) for text in members)
            lots.append(_Lot(best, words, tuple(members), count, is_known))
        return sorted(lots, key=lambda lot: (not lot.is_known, _is_acronym(lot), -lot.count, lot.canonical))

    def _is_elsewhere(self, text: str, words: tuple[str, ...]) -> bool:
        """Whether a name stands among others' words because its document's reading knew it by them."""
        return text in self._known and words_of(text) != words

    def _rank(self, text: str) -> tuple[int, bool, bool, int, str]:
        """Which of the same words' ways of writing stands for all, the best first: the most frequent, not in
        capitals, without initials behind it, the one that is spelt out."""
        words = [word for word in _WORD.findall(fold(text)) if word not in _data()["silent"]]
        return -self._counts[text], text.isupper(), words != _told(text), -len(text), text

    def _home(self, lot: _Lot, near: Sequence[tuple[float, _Lot]]) -> tuple[_Lot | None, NameBasis, float]:
        """The earlier lot that this one is another name of; ``near`` are those that are alike, with how
        much."""
        if lot.is_known:
            return None, NameBasis.ALONE, 100.0
        if _is_acronym(lot):
            spelt_out = self._by_initials.get(lot.words[0], [])
            if len(spelt_out) == 1:
                return spelt_out[0], NameBasis.INITIALS, BY_INITIALS
            return None, NameBasis.ALONE, 100.0
        alike = [
            (score, other.count, other.canonical, other)
            for score, other in near
            if score >= SAME_NAME and _word_by_word(lot.words, other.words)
        ]
        if not alike:
            return None, NameBasis.ALONE, 100.0
        score, *_, home = max(alike, key=lambda one: one[:3])
        return home, NameBasis.SPELLING, score

    def _row(
        self,
        name: str,
        canonical: str,
        basis: NameBasis,
        score: float,
        near: str = "",
        near_score: float = 0.0,
    ) -> NameRow:
        count = self._counts[name]
        return NameRow(self._kind, name, canonical, basis, round(score, 1), count, near, round(near_score, 1))


MOST_NEAR = 200
"""Names that lack one of a name's words, or have another one instead, that are looked through at most."""


class _Kept:
    """The lots that stand for names of their own so far, and those among them that a name is like.

    A misspelt name has as many words, each with the first letter that it should have: all kept names with the
    same first letters are compared, so that none is missed. What is only near is looked for among those with
    the same words but one. The work grows with the names, not with their square.
    """

    def __init__(self) -> None:
        self._by_letters: dict[tuple[str, ...], list[_Lot]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[_Lot]] = defaultdict(list)

    def add(self, lot: _Lot) -> None:
        self._by_letters[_first_letters(lot)].append(lot)
        for words in _all_but_one(lot):
            self._by_words[words].append(lot)

    def near(self, lot: _Lot) -> list[tuple[float, _Lot]]:
        """The kept lots that are at least ``NEAR_NAME`` alike, with how much."""
        found = {id(other): other for other in self._by_letters.get(_first_letters(lot), ())}
        for words in _all_but_one(lot):
            for other in self._by_words.get(words, ())[:MOST_NEAR]:
                found[id(other)] = other
        others = list(found.values())
        if not others:
            return []
        alike = process.extract(
            lot.text, [other.text for other in others], scorer=fuzz.ratio, score_cutoff=NEAR_NAME, limit=None
        )
        return [(score, others[at]) for _, score, at in alike]


def _all_but_one(lot: _Lot) -> Iterator[tuple[str, ...]]:
    """A name's words, and what is left of them without each."""
    yield lot.words
    for at in range(len(lot.words) if len(lot.words) > 1 else 0):
        yield (*lot.words[:at], *lot.words[at + 1 :])


def _first_letters(lot: _Lot) -> tuple[str, ...]:
    return tuple(sorted(word[0] for word in lot.words))


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
    """One slip of a typist, two in a long word, and never in the first letter: ``formación`` is no misspelt
    ``información``, nor ``emigración`` ``inmigración``."""
    shorter = min(len(word), len(other))
    if shorter < SHORTEST_MISSPELT or word[0] != other[0] or any(map(str.isdigit, word + other)):
        return False
    slips = 2 if shorter >= LONG_WORD else 1
    return OSA.distance(word, other, score_cutoff=slips) <= slips
