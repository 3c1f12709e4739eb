"""Profiles: what the forms of each type of document ask of their checks.

One profile is shipped for each ``documents.document_type``, as a TOML file in this folder. A user's profile
has the same keys: at its top for every document, in a table that is named after a type for that type alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from check.parameters import DEFAULT, Bound, Parameters
from check.rule import Severity, declared
from extract.reading import DocumentType, ItemKind, Measure, Role

HUNDRED = Decimal(100)
BASES = ("total_row", "parent", "heading", "hundred")


class WrongProfile(ValueError):
    """``where`` names the entry (``work_programme.bounds[1].low``), ``wanted`` what would be right there, as
    one of the words ``table``, ``list``, ``number``, ``count``, ``rule``, ``severity``, ``role``, ``base``,
    ``measure``, ``kind``, ``bounds``, ``setting``."""

    def __init__(self, where: str, wanted: str) -> None:
        super().__init__(f"{where}: {wanted}")
        self.where = where
        self.wanted = wanted

    def __reduce__(self) -> tuple[type[WrongProfile], tuple[str, str]]:
        return WrongProfile, (self.where, self.wanted)


@dataclass(frozen=True, slots=True)
class Profiles:
    """The parameters of every type of document."""

    by_type: Mapping[str, Parameters] = field(default_factory=dict)
    otherwise: Parameters = DEFAULT

    def of(self, document_type: str) -> Parameters:
        return self.by_type.get(document_type, self.otherwise)

    @staticmethod
    def same(parameters: Parameters) -> Profiles:
        """One set of parameters for every document."""
        return Profiles({}, parameters)

    def with_settings(self, settings: Mapping[str, object]) -> Profiles:
        """With what a user's profile sets, over what there is. Raises ``WrongProfile`` for an entry that is
        not as it should be."""
        general = {key: value for key, value in settings.items() if key not in _types()}
        by_type = {}
        for name in _types():
            own = settings.get(name, {})
            if not isinstance(own, Mapping):
                raise WrongProfile(name, "table")
            by_type[name] = _set(_set(self.of(name), general, ""), own, f"{name}.")
        return Profiles(by_type, _set(self.otherwise, general, ""))


@cache
def shipped() -> Profiles:
    """The profiles that come with the program."""
    found = {}
    for name in _types():
        text = (files("check.profiles") / f"{name}.toml").read_text(encoding="utf-8")
        found[name] = _set(DEFAULT, tomllib.loads(text), f"{name}.")
    return Profiles(found, DEFAULT)


@cache
def _types() -> tuple[str, ...]:
    return tuple(kind.value for kind in DocumentType)


def _set(parameters: Parameters, settings: Mapping[str, object], prefix: str) -> Parameters:
    """Parameters with the entries of one table of settings in place of theirs."""
    changed: dict[str, Any] = {}
    for key, value in settings.items():
        reader = _READERS.get(key)
        if reader is None:
            raise WrongProfile(f"{prefix}{key}", "setting")
        changed[key] = reader(value, f"{prefix}{key}")
    if "severities" in changed:  # a later file adds to an earlier one's
        changed["severities"] = frozenset(
            {**dict(parameters.severities), **dict(changed["severities"])}.items()
        )
    if "off" in changed:
        changed["off"] = parameters.off | changed["off"]
    if "on" in changed:
        changed["off"] = changed.get("off", parameters.off) - changed.pop("on")
    return replace(parameters, **changed)


def _number(value: object, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise WrongProfile(where, "number")
    return Decimal(str(value))


def _share(value: object, where: str) -> Decimal:
    return _number(value, where) / HUNDRED


def _count(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise WrongProfile(where, "count")
    return value


def _words(known: Callable[[], tuple[str, ...]], wanted: str) -> Callable[[object, str], tuple[str, ...]]:
    def read(value: object, where: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise WrongProfile(where, "list")
        for word in value:
            if word not in known():
                raise WrongProfile(f"{where}: {word}", wanted)
        return tuple(value)

    return read


def _rule_names() -> tuple[str, ...]:
    return tuple(rule.name for rule in declared())


def _rules(value: object, where: str) -> frozenset[str]:
    return frozenset(_words(_rule_names, "rule")(value, where))


def _severities(value: object, where: str) -> frozenset[tuple[str, str]]:
    if not isinstance(value, Mapping):
        raise WrongProfile(where, "table")
    for name, severity in value.items():
        if name not in _rule_names():
            raise WrongProfile(f"{where}.{name}", "rule")
        if severity not in tuple(Severity):
            raise WrongProfile(f"{where}.{name}", "severity")
    return frozenset(value.items())


def _bounds(value: object, where: str) -> tuple[Bound, ...]:
    if not isinstance(value, list):
        raise WrongProfile(where, "list")
    return tuple(_bound(entry, f"{where}[{number}]") for number, entry in enumerate(value, 1))


def _bound(entry: object, where: str) -> Bound:
    if not isinstance(entry, Mapping):
        raise WrongProfile(where, "table")
    if not {"measure", "low", "high"} <= set(entry) <= {"measure", "low", "high", "kind"}:
        raise WrongProfile(where, "bounds")
    if entry["measure"] not in tuple(Measure):
        raise WrongProfile(f"{where}.measure", "measure")
    kind = entry.get("kind", "")
    if kind and kind not in tuple(ItemKind):
        raise WrongProfile(f"{where}.kind", "kind")
    low, high = (_number(entry[key], f"{where}.{key}") for key in ("low", "high"))
    if low > high:
        raise WrongProfile(where, "bounds")
    return Bound(str(entry["measure"]), low, high, str(kind))


_READERS: dict[str, Callable[[object, str], object]] = {
    "tolerance": _number,
    "excess": _share,
    "drift": _share,
    "least_activities": _count,
    "bases": _words(lambda: BASES, "base"),
    "required_columns": _words(lambda: tuple(Role), "role"),
    "bounds": _bounds,
    "severities": _severities,
    "off": _rules,
    "on": _rules,
}

KEYS = tuple(_READERS)
"""What a profile may set."""
