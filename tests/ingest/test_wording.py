"""Sentences whose blanks choose between one and many."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ingest.wording import filled, in_plural

ROWS = "its {rows:only row says|{rows} rows say} {what}"


@pytest.mark.parametrize(
    ("rows", "words"), [("1", "its only row says so"), ("4", "its 4 rows say so"), (0, "its 0 rows say so")]
)
def test_one_and_many(rows: object, words: str) -> None:
    assert filled(ROWS, {"rows": rows, "what": "so"}) == words


def test_formats_are_kept() -> None:
    assert filled("{share:.1f} of {n:1 file|{n} files}", {"share": 0.25, "n": 1}) == "0.2 of 1 file"


def test_a_blank_without_a_fact_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        filled(ROWS, {"rows": 2})


def test_what_a_sentence_says_of_many() -> None:
    assert in_plural(ROWS) == "its {rows} rows say {what}"


WORDS = ("ingest/problems.toml", "check/messages.toml", "pondera/messages.toml", "pondera/report/words.toml")
NEVER_ONE = {
    *("too_many_entries", "table_too_large", "xml_too_large", "table_cut", "nested_too_deep", "rtf_too_deep"),
    *("weight-crowded", "result-sum", "stated-average", "row-total", "duplicate-document"),
    *("verification-missing", "responsible-missing", "region-programmes-sum"),
}
"""Entries whose numbers are two or more by what they tell of: a limit, a sum, a mean."""
AFTER_ONE = re.compile(r"(?<![\d.,≥>/×])\b1 (?:more |más )?([^\W\d_]+s)\b")
VERBS = {
    *("is", "es", "was", "has", "does", "holds", "exists", "unpacks", "claims", "breaks", "declares"),
    *("repeats", "stands", "gives", "comes"),
}


@pytest.mark.parametrize("path", WORDS)
def test_no_sentence_speaks_of_one_thing_in_the_plural(path: str) -> None:
    """Every sentence with 1 in each of its blanks."""
    entries = tomllib.loads((Path(__file__).parents[2] / path).read_text(encoding="utf-8"))
    for key, entry in entries.items():
        for text in _texts(entry):
            said = filled(text, dict.fromkeys(re.findall(r"{(\w+)", text), "1"))
            assert key in NEVER_ONE or set(AFTER_ONE.findall(said)) <= VERBS, (key, said)


def _texts(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    return [text for one in entry.values() for text in _texts(one)] if isinstance(entry, dict) else []
