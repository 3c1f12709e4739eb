"""Every rule has words, in both languages, and every word belongs to a rule."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

import check  # noqa: F401 - declares the rules
from check.doubts import Doubt
from check.rule import Rule, Severity, declare, declared, worded

RULES = declared()
LANGUAGES = ("en", "es")
DOUBTS = tomllib.loads((files("check") / "doubts.toml").read_text(encoding="utf-8"))
WORDS = tomllib.loads((files("check") / "messages.toml").read_text(encoding="utf-8"))


def test_rules_and_words_are_the_same() -> None:
    assert {rule.name for rule in RULES} == worded()


def test_rules_come_by_name() -> None:
    assert [rule.name for rule in RULES] == sorted(rule.name for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_explained_in_both_languages(rule: Rule) -> None:
    for language in LANGUAGES:
        assert 0 < len(rule.title(language)) <= 60
        assert rule.explanation(language).endswith(".")
    assert rule.title("en") != rule.title("es")
    assert "message" in rule.wordings()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_both_languages_fill_the_same_blanks(rule: Rule) -> None:
    for wording in rule.wordings():
        blanks = [set(re.findall(r"{(\w+)}", WORDS[rule.name][wording][language])) for language in LANGUAGES]
        assert blanks[0] == blanks[1], wording


@pytest.mark.parametrize("reason", sorted(DOUBTS))
def test_a_doubt_is_said_in_both_languages(reason: str) -> None:
    for language in LANGUAGES:
        sentence = Doubt(reason, 3).sentence(language)
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_a_name_is_taken_once() -> None:
    with pytest.raises(ValueError, match="two rules are called total-row"):
        declare(Rule("total-row", Severity.ERROR))


def test_a_rule_without_words_is_refused() -> None:
    with pytest.raises(KeyError):
        declare(Rule("nobody-wrote-this", Severity.ERROR))
