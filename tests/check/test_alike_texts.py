"""Texts that are nearly the same, few or many."""

from __future__ import annotations

import pytest

from check import alike
from check.alike import earlier_alike

TEXTS = ["publicar el boletín", "capacitar", "publicar el boletin", "publicar el boletín", "capacitar"]


def test_alike_texts_are_found_in_order() -> None:
    assert list(earlier_alike(TEXTS, 92)) == [[], [], [0], [0, 2], [1]]


def test_of_many_texts_only_equal_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MANY", 3)
    assert list(earlier_alike(TEXTS, 92)) == [[], [], [], [0], [1]]


def test_of_many_equal_texts_the_first_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MANY", 3)
    monkeypatch.setattr(alike, "MOST", 2)
    assert list(earlier_alike(["a"] * 5, 92)) == [[], [0], [0, 1], [0, 1], [0, 1]]


def test_nothing_is_alike_in_nothing() -> None:
    assert list(earlier_alike([], 92)) == []
