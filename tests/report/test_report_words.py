"""The report's sentences exist in both languages, say the same facts, and are used."""

from __future__ import annotations

import re
import string
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from pondera.messages import Language
from pondera.report.wording import Wording

PATH = Path("pondera/report/words.toml")


@pytest.fixture(scope="module")
def words(project: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads((project / PATH).read_text(encoding="utf-8"))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_facts(words: dict[str, dict[str, str]]) -> None:
    for key, entry in words.items():
        assert set(entry) == {"es", "en"}, key
        assert all(entry.values()), key
        assert blanks(entry["es"]) == blanks(entry["en"]), key


def test_every_sentence_is_used(project: Path, words: dict[str, dict[str, str]]) -> None:
    files = [*(project / "pondera").rglob("*.py"), *(project / "pondera" / "report").rglob("*.html")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    families = tuple(set(re.findall(r"""["'](report-[a-z-]*-|chart-)(?:\{|["'] ~)""", source)))
    unused = [key for key in words if f'"{key}"' not in source and not key.startswith(families)]
    assert unused == []


def test_what_is_the_same_in_both_is_said_once() -> None:
    words = Wording(Language.ES, Language.EN)
    assert words.number(Decimal("12")) == "12"
    assert words.number(Decimal("1.5")) == (
        '<span class="es" lang="es">1,5</span><span class="en" lang="en">1.5</span>'
    )
    assert Wording(Language.EN).number(Decimal("1.5")) == "1.5"
    assert words.each(lambda _: "<b>") == "&lt;b&gt;"
