"""``docs/formats.md`` says what the code does: kinds, PUIDs, what becomes of them, bounds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.identification.kinds import Kind, kinds
from ingest.limits import DEFAULT, MIB

_SECTION = re.compile(r"^### [^\n]*\(`(\w+)`\)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)


def row(kind: Kind) -> str:
    return f"| {kind.name} | {kind.puid} | {kind.basis} |"


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "formats.md").read_text(encoding="utf-8")


def test_each_section_lists_its_kinds_and_no_others(page: str) -> None:
    listed = {
        becomes: [line for line in body.splitlines() if line.startswith("| ")][1:]
        for becomes, body in _SECTION.findall(page)
    }
    expected: dict[str, list[str]] = {}
    for kind in kinds().values():
        expected.setdefault(kind.becomes, []).append(row(kind))
    assert listed == expected


def test_bounds_are_those_of_the_code(page: str) -> None:
    assert f"more than {DEFAULT.file_bytes // MIB} MiB" in page
    assert f"{DEFAULT.unpack_free_bytes // MIB} MiB, or {DEFAULT.unpack_ratio} times" in page
    assert f"| all parts of a package together | {DEFAULT.unpacked_bytes // MIB} MiB |" in page
    assert f"| entries of a package | {DEFAULT.package_entries:,} |" in page
    assert f"| {DEFAULT.xml_tags // 10**6} million |" in page


def test_problems_that_the_page_names_exist(page: str) -> None:
    from ingest.problems import problem

    for kind in ("empty", "only_zeros"):
        assert f"`{kind}`" in page
        assert problem(kind).message("es")
