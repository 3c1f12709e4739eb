"""Bounds that keep a hostile or broken file from hanging a run or filling the memory."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may spend on one file. Sizes in bytes."""

    file_bytes: int = 512 * MIB
    unpacked_bytes: int = 1024 * MIB
    """Of all entries of a package together."""
    unpack_ratio: int = 200
    """Unpacked to packed size of one entry, above the first MiB."""
    package_entries: int = 10_000
    table_depth: int = 32
    """Tables inside tables."""
    table_cells: int = 2_000_000
    """Grid positions of one table."""


DEFAULT = Limits()
