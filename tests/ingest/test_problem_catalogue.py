"""The catalogue of problems: whole in both languages, used by the code, and values that travel."""

from __future__ import annotations

import pickle
import string
import tomllib
from pathlib import Path

import pytest

from ingest.errors import Unreadable
from ingest.identification.kinds import kinds
from ingest.problems import Outcome, Problem, problem, worst

CATALOGUE = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "ingest" / "problems.toml").read_text(encoding="utf-8")
)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("kind", CATALOGUE)
def test_each_entry_is_whole(kind: str) -> None:
    entry = CATALOGUE[kind]
    assert set(entry) == {"outcome", "es", "en"}
    assert Outcome[entry["outcome"].upper()]
    assert blanks(entry["es"]) == blanks(entry["en"])
    for language in ("es", "en"):
        sentence = entry[language]
        assert sentence == " ".join(sentence.split())
        assert sentence[0].isupper() and sentence.endswith(".")
        assert len(sentence) < 200
        assert ":" in sentence, "what happened: what to do"


@pytest.mark.parametrize("kind", CATALOGUE)
def test_the_sentences_are_of_their_languages(kind: str) -> None:
    spanish, english = (set(CATALOGUE[kind][language].lower().split()) for language in ("es", "en"))
    assert spanish & {
        "el",
        "la",
        "los",
        "las",
        "es",
        "en",
        "no",
        "se",
        "de",
        "su",
        "lo",
        "un",
        "una",
        "con",
        "y",
    }
    assert english & {
        "the",
        "it",
        "in",
        "is",
        "of",
        "a",
        "to",
        "and",
        "at",
        "there",
        "not",
        "as",
        "are",
        "on",
    }
    assert not english & {"el", "los", "las", "una", "con", "del", "pida", "guárdelo"}
    assert not spanish & {"the", "it", "is", "of", "and", "was", "were", "save"}


def test_every_entry_is_used(project: Path) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (project / "ingest").rglob("*.py"))
    named = {kind.becomes for kind in kinds().values()}
    assert [kind for kind in CATALOGUE if f'"{kind}"' not in code and kind not in named] == []


def test_unknown_kinds_and_unfilled_blanks_are_mistakes_of_the_caller() -> None:
    with pytest.raises(KeyError):
        problem("no_such_kind")
    with pytest.raises(KeyError):
        problem("too_large", what="1 MiB")


def test_facts_are_kept_in_one_order_and_as_text() -> None:
    assert problem("too_many_entries", limit=5, entries=9) == problem(
        "too_many_entries", entries="9", limit="5"
    )


def test_the_gravest_outcome_counts() -> None:
    part, whole = problem("package_cut", found=3), problem("empty")
    assert worst([]) is None
    assert worst([part]) is Outcome.PARTLY_READ
    assert worst([part, whole, part]) is Outcome.NOT_READ


def test_problems_and_refusals_travel_between_processes() -> None:
    made = problem("damaged_entry", part="word/document.xml")
    assert pickle.loads(pickle.dumps(made)) == made
    refusal = pickle.loads(pickle.dumps(Unreadable(made)))
    assert isinstance(refusal.problem, Problem)
    assert refusal.problem == made
    assert str(refusal) == made.message("en")
