"""The vocabulary of headers and labels, and how a printed header is matched against it.

The words live in ``data/headers.toml`` and ``data/labels.toml``. A match has a score from 0 to 1: 1 for the
phrase itself, less for a misspelling (rapidfuzz ratio), and for a phrase that is only part of the header
between 0.5 and 0.95, by how much of the header it covers and how near to the start it stands, since the head
noun comes first in Spanish and Portuguese ("Ponderación de la actividad" is a weight, not an activity).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from extract.additions import Additions, in_force
from extract.folding import fold
from extract.reading import Role
from extract.words import data, either, words

SURE_ENOUGH = 0.6
"""Below this score a header says nothing by its words."""

_FILLERS = frozenset(words("grammar", "fillers"))
_SHORT_PHRASE = 4
"""A phrase of so few letters counts only when it is the whole header ("n", "p", "item")."""
_SHORT_HEADER = 5
"""A header of so few letters is not misspelt: one letter more or less makes another word of it."""
_ALIKE = 0.84
"""Least ratio of a misspelt header to its phrase."""
_MOST_ALIKE = 12
_SCALES = frozenset(words("grammar", "scales"))
"""Words that are no abbreviation of another, though they begin it ("miles", "milestone")."""
_LETTERS_PER_PIECE = 2.5
"""Most letters that the pieces of a header have on average where it fell apart into letters."""
_FEWEST_LETTERS = 8
"""Of such a header, to be known by its beginning."""


@dataclass(frozen=True, slots=True)
class Match:
    role: Role
    score: float
    phrase: str


_NO_MATCH = Match(Role.OTHER, 0.0, "")
_COUNTED = re.compile(rf"{either('counting')} (?=\w{{3}})")
_COUNTED_SCORE = 0.78
"""For a header that counts things the vocabulary does not know ("N° de imágenes")."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    role: Role
    text: str
    compact: str
    words: tuple[str, ...]


@cache
def _labels() -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        group: {entry: tuple(fold(label) for label in found) for entry, found in entries.items()}
        for group, entries in data("labels").items()
    }


def labels(group: str, entry: str) -> tuple[str, ...]:
    """The folded words of an entry of ``labels.toml``. Raises KeyError for an entry that is not there."""
    return _labels()[group][entry]


@cache
def fact_labels() -> frozenset[str]:
    """All folded labels that announce a fact about the document ("Institución", "Región", "Cargo")."""
    return frozenset(label for group in _labels()["facts"].values() for label in group)


def starts_with_label(text: str, group: str, entry: str = "starts") -> str:
    """The longest label of an entry that the text begins with, as whole words; empty where none does."""
    folded = fold(text)
    begun = _labels_by_beginning(group, entry).get(folded.partition(" ")[0], ())
    return next((label for label in begun if folded == label or folded.startswith(label + " ")), "")


@cache
def _labels_by_beginning(group: str, entry: str) -> dict[str, tuple[str, ...]]:
    """The labels of an entry by their first word, the longest first."""
    begun: dict[str, list[str]] = {}
    for label in sorted(labels(group, entry), key=len, reverse=True):
        begun.setdefault(label.partition(" ")[0], []).append(label)
    return {word: tuple(found) for word, found in begun.items()}


@dataclass(frozen=True, eq=False, slots=True)
class Vocabulary:
    """The phrases that headers are compared with."""

    phrases: tuple[_Phrase, ...]
    by_beginning: Mapping[str, tuple[_Phrase, ...]]
    """First three letters of any of its words → phrases: what could match a header at all."""
    texts: tuple[str, ...]
    """Of all phrases, to be compared at once."""

    @staticmethod
    def of(roles: Mapping[str, Iterable[str]]) -> Vocabulary:
        """The vocabulary of folded phrases by the name of their role. Raises ValueError for a name that is no
        role."""
        phrases = tuple(
            _Phrase(Role(role), phrase, phrase.replace(" ", ""), _content_words(phrase))
            for role, group in roles.items()
            for phrase in group
        )
        index: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            for beginning in {word[:3] for word in phrase.words}:
                index.setdefault(beginning, []).append(phrase)
        begun = {beginning: tuple(found) for beginning, found in index.items()}
        return Vocabulary(phrases, begun, tuple(phrase.text for phrase in phrases))

    def candidates(self, form: str, content: tuple[str, ...], compact: str) -> Iterable[_Phrase]:
        """The phrases that share the beginning of a word with the header; where none does, those that its
        letters are like as a whole (a misread first letter)."""
        found: dict[str, _Phrase] = {}
        for beginning in {word[:3] for word in content} | {compact[:3]}:
            for phrase in self.by_beginning.get(beginning, ()):
                found[f"{phrase.role} {phrase.text}"] = phrase
        if found:
            return found.values()
        alike = process.extract(
            form, self.texts, scorer=fuzz.ratio, score_cutoff=100 * _ALIKE, limit=_MOST_ALIKE
        )
        return [self.phrases[place] for _, _, place in alike]


def shipped_phrases() -> dict[str, tuple[str, ...]]:
    """The phrases of ``headers.toml``: role → phrases."""
    return {role: tuple(group) for role, group in data("headers")["roles"].items()}


@lru_cache(maxsize=16)
def _vocabulary(additions: Additions) -> Vocabulary:
    added = {one.phrase for one in additions.phrases}
    roles = {
        role: [phrase for phrase in group if phrase not in added] for role, group in shipped_phrases().items()
    }
    for one in additions.phrases:
        roles.setdefault(one.role, []).append(one.phrase)
    return Vocabulary.of(roles)


def _content_words(text: str) -> tuple[str, ...]:
    every = tuple(text.split())
    return tuple(word for word in every if word not in _FILLERS) or every


@lru_cache(maxsize=131072)
def _same_word(seen: str, known: str) -> bool:
    if seen == known or seen.rstrip("s") == known.rstrip("s"):
        return True
    if len(seen) >= 4 and known.startswith(seen) and seen not in _SCALES:  # an abbreviation: "ponderac"
        return True
    return len(seen) >= 5 and len(known) >= 5 and fuzz.ratio(seen, known) >= 84


def _partial(seen_words: tuple[str, ...], phrase: _Phrase) -> float:
    """Score of a phrase all of whose words stand in the header, in any place."""
    taken: list[int] = []
    for known in phrase.words:
        at = next(
            (i for i, seen in enumerate(seen_words) if i not in taken and _same_word(seen, known)), None
        )
        if at is None:
            return 0.0
        taken.append(at)
    covered = sum(len(seen_words[i]) for i in taken) / sum(map(len, seen_words))
    first = min(taken)
    return 0.5 + 0.35 * covered + (0.1 if first == 0 else -0.08 * min(first, 3))


@cache
def _generic() -> tuple[str, ...]:
    return tuple(sorted(data("headers")["generic"], key=len, reverse=True))


def _without_generic(folded: str) -> str:
    for generic in _generic():
        if folded.startswith(generic + " "):
            return folded[len(generic) + 1 :]
    return folded


def matches(header: str) -> tuple[Match, ...]:
    """The roles that a header's words announce, best first, each with its best phrase; empty where no phrase
    reaches ``SURE_ENOUGH``. Knows the phrases that are shipped and the additions in force."""
    return _matches(header, in_force())


@lru_cache(maxsize=16384)
def _matches(header: str, additions: Additions) -> tuple[Match, ...]:
    return matches_in(_vocabulary(additions), header)


def matches_in(vocabulary: Vocabulary, header: str) -> tuple[Match, ...]:
    """As ``matches``, against a given vocabulary."""
    folded = fold(header)
    bare = re.sub(r"\s+", " ", re.sub(r"[%$]|\b\d[\d ]*\b", " ", folded)).strip() or folded
    forms = {folded, bare, _without_generic(bare)} - {""}
    best: dict[Role, Match] = {}
    for form in forms:
        content = _content_words(form)
        compact = form.replace(" ", "")
        for phrase in vocabulary.candidates(form, content, compact):
            score = _score(form, compact, content, phrase)
            if score >= SURE_ENOUGH and (phrase.role not in best or best[phrase.role].score < score):
                best[phrase.role] = Match(phrase.role, round(score, 4), phrase.text)
    counted = _COUNTED.match(folded)
    if counted is not None and best.get(Role.COUNT, _NO_MATCH).score < _COUNTED_SCORE:
        best[Role.COUNT] = Match(Role.COUNT, _COUNTED_SCORE, counted.group())
    return tuple(sorted(best.values(), key=lambda match: (-match.score, -len(match.phrase), match.role)))


def _score(form: str, compact: str, content: tuple[str, ...], phrase: _Phrase) -> float:
    if form == phrase.text:
        return 1.0
    if len(phrase.text) <= _SHORT_PHRASE:
        return 0.0
    whole = max(fuzz.ratio(form, phrase.text), fuzz.ratio(compact, phrase.compact)) / 100
    alike = whole >= _ALIKE and (len(compact) > _SHORT_HEADER or compact == phrase.compact)
    return max(whole if alike else 0.0, _partial(content, phrase), _spaced_out(form, compact, phrase))


def _spaced_out(form: str, compact: str, phrase: _Phrase) -> float:
    """Score of a phrase that begins with the header's letters, where the header fell apart into them (text
    set upright beside its table, cut where its cell ends: "F ac to r d e p o n")."""
    pieces = form.count(" ") + 1
    if pieces < 4 or len(compact) > _LETTERS_PER_PIECE * pieces or len(compact) < _FEWEST_LETTERS:
        return 0.0
    return 0.5 + 0.35 * len(compact) / len(phrase.compact) if phrase.compact.startswith(compact) else 0.0


def role_of(header: str) -> Match | None:
    """The best match of a header, if any."""
    found = matches(header)
    return found[0] if found else None
