"""Rules that a user writes: one SQL query over the dataset each, in a file ``<name>.sql``.

The query returns columns of ``findings``: ``document_id`` and ``message_en`` or ``message_es`` at least.
What it leaves out is empty, but for ``severity``, which is then ``warning``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from check.rule import Severity, declared
from check.said import Identifiers
from normalize.schema import FindingRow, columns

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class WrongRule(ValueError):
    """``path`` is the file or folder, ``wanted`` what would be right there, as one of the words ``folder``,
    ``rule-name``, ``rule-taken``, ``query``; ``detail`` is what DuckDB says of a query."""

    def __init__(self, path: Path, wanted: str, detail: str = "") -> None:
        super().__init__(f"{path}: {wanted} {detail}".rstrip())
        self.path = path
        self.wanted = wanted
        self.detail = detail

    def __reduce__(self) -> tuple[type[WrongRule], tuple[Path, str, str]]:
        return WrongRule, (self.path, self.wanted, self.detail)


@dataclass(frozen=True, slots=True)
class UserRule:
    name: str
    query: str


def rules_in(folder: Path) -> tuple[UserRule, ...]:
    """The rules of a folder, by name. Raises ``WrongRule`` where there is no such folder, for a file whose
    name is no name of a rule or one of a rule that is built in, and for one that holds no single query;
    OSError for one that cannot be read."""
    if not folder.is_dir():
        raise WrongRule(folder, "folder")
    return tuple(_rule(path) for path in sorted(folder.glob("*.sql")))


def _rule(path: Path) -> UserRule:
    if not _NAME.fullmatch(path.stem):
        raise WrongRule(path, "rule-name")
    if path.stem in {rule.name for rule in declared()}:
        raise WrongRule(path, "rule-taken")
    try:
        statements = duckdb.extract_statements(path.read_text(encoding="utf-8"))
    except (duckdb.Error, UnicodeDecodeError) as wrong:
        raise WrongRule(path, "query", str(wrong)) from wrong
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise WrongRule(path, "query")
    return UserRule(path.stem, statements[0].query.strip().rstrip(";"))


def user_finding(rule: UserRule, found: Mapping[str, Any], ids: Identifiers) -> FindingRow:
    """A row of a rule's query as a finding. Raises ValueError for a severity that there is not and for a row
    without words, TypeError for a value that is not of its column's type."""
    severity = found.get("severity") or Severity.WARNING.value
    message_en = found.get("message_en") or found.get("message_es")
    if severity not in tuple(Severity):
        raise ValueError(f"severity {severity!r}")
    if not message_en:
        raise ValueError("neither message_en nor message_es")
    given = {
        "evidence": "[]",
        **{key: value for key, value in found.items() if value is not None},
        "rule": rule.name,
        "severity": str(severity),
        "message_en": str(message_en),
        "message_es": str(found.get("message_es") or message_en),
        "document_id": ids.document_id,
    }
    words = [str(given.get(key, "")) for key in ("item_text", "caption")]
    given["finding_id"] = ids.next(rule.name, str(given.get("discriminator", "")), words)
    given["fingerprint"] = given["finding_id"].removeprefix(f"{ids.document_id}-")
    given["waived"] = ""
    return FindingRow(
        **{column.name: _typed(given.get(column.name), column.type) for column in columns("findings")}
    )


def _typed(value: object, kind: type) -> Any:
    """A value in the type of its column; null stays null but in columns of text."""
    if kind is str:
        return "" if value is None else str(value)
    if value is None:
        return None
    if kind is Decimal:
        return Decimal(str(value))
    if isinstance(value, int) and kind is int:
        return value
    raise TypeError(f"{value!r} is no {kind.__name__}")
