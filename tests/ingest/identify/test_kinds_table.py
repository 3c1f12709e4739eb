"""The table of kinds: sound entries, and each of them reached by the bytes of a file of that kind."""

from __future__ import annotations

import re

import pytest

from ingest.document import Format
from ingest.identification.kinds import kinds
from ingest.identify import identify
from ingest.limits import DEFAULT
from ingest.problems import Outcome, problem


def test_every_entry_is_sound() -> None:
    for kind in kinds().values():
        assert re.fullmatch(r"(x-)?fmt/\d+|", kind.puid), kind.key
        assert kind.name, kind.key
        assert kind.basis, kind.key
        if kind.format is Format.UNKNOWN:
            made = problem(kind.becomes, format=kind.name)
            assert made.outcome in (Outcome.NOT_READ, Outcome.NEEDS_OCR), kind.key


def test_two_kinds_never_rest_on_the_same_basis() -> None:
    bases = [kind.basis for kind in kinds().values()]
    assert len(set(bases)) == len(bases)


def test_there_is_a_sample_of_every_kind(samples_by_kind: dict[str, bytes]) -> None:
    assert set(samples_by_kind) == set(kinds())


@pytest.mark.parametrize("key", kinds())
def test_a_file_of_each_kind_is_recognized(key: str, samples_by_kind: dict[str, bytes]) -> None:
    kind = kinds()[key]
    found = identify(samples_by_kind[key], DEFAULT)
    assert (found.format, found.puid, found.problem) == (kind.format, kind.puid, kind.problem)
    assert kind.basis in found.basis or kind.format in (Format.MARKDOWN, Format.TEXT)


@pytest.mark.parametrize("key", [key for key, kind in kinds().items() if kind.problem])
def test_what_is_not_read_says_so_in_two_languages(key: str) -> None:
    problem = kinds()[key].problem
    assert problem is not None
    spanish, english = problem.message("es"), problem.message("en")
    assert spanish != english
    assert spanish.endswith(".") and english.endswith(".")
    assert "{" not in spanish + english
