"""Every sentence exists in both languages, says the same facts, and is used."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from extract.reading import DocumentType, ItemKind, Measure
from ingest.document import Status
from pondera.messages import Language, catalogue, language_of, preferred_language, say


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_both_languages_say_the_same_facts(key: str) -> None:
    entry = catalogue()[key]
    assert set(entry) == {"es", "en"}
    assert all(entry.values())
    assert blanks(entry["es"]) == blanks(entry["en"])


@pytest.mark.parametrize(
    ("prefix", "vocabulary"),
    [("status", Status), ("kind", ItemKind), ("type", DocumentType), ("measure", Measure)],
)
def test_every_word_of_a_vocabulary_is_said(prefix: str, vocabulary: type[Status]) -> None:
    for word in vocabulary:
        assert say(f"{prefix}-{word}", Language.ES)


def test_every_sentence_is_used(project: Path) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (project / "pondera").rglob("*.py"))
    spoken = set(re.findall(r"""["']([a-z]+(?:-[a-z_]+)+)["']""", source))
    families = tuple(set(re.findall(r"""f["']([a-z]+-)\{""", source)))
    unused = [key for key in catalogue() if key not in spoken and not key.startswith(families)]
    assert unused == []


def test_a_sentence_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say("nothing", Language.ES)
    with pytest.raises(KeyError):
        say("path-missing", Language.ES)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.ES),
        ({"LANG": ""}, Language.ES),
        ({"LANG": "C.UTF-8"}, Language.ES),
        ({"LANG": "es_CL.UTF-8"}, Language.ES),
        ({"LANG": "en_GB.UTF-8"}, Language.EN),
        ({"LANG": "pt_BR.UTF-8"}, Language.ES),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "es_CL.UTF-8"}, Language.EN),
        ({"LC_ALL": "es_ES", "LANG": "en_US"}, Language.ES),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "es_ES"}, Language.EN),
    ],
)
def test_the_environment_decides_where_nothing_is_asked(
    environment: dict[str, str], language: Language
) -> None:
    assert preferred_language(environment) is language


def test_what_is_asked_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert language_of("es") is Language.ES
    assert language_of(None) is Language.EN
    with pytest.raises(ValueError, match="fr"):
        language_of("fr")
