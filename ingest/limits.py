"""Bounds that keep a hostile or broken file from hanging a run or filling the memory."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may spend on one file. Sizes in bytes."""

    file_bytes: int = 512 * MIB
    unpacked_bytes: int = 512 * MIB
    """Of all parts read from a package together."""
    unpack_ratio: int = 200
    """Unpacked to packed size of one entry, above ``unpack_free_bytes``."""
    unpack_free_bytes: int = 32 * MIB
    """What any entry may unpack to whatever its ratio: large tables of like rows pack a thousandfold."""
    package_entries: int = 10_000
    xml_tags: int = 4_000_000
    """Opening and closing tags of one XML part, and as many attributes: a tree of at most 700 MiB. A table of
    40,000 rows and 8 columns stays below."""
    table_depth: int = 32
    """Tables inside tables."""
    table_cells: int = 2_000_000
    """Grid positions of one table."""


DEFAULT = Limits()
