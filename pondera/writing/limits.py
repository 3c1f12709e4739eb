"""What DuckDB may hold in memory at once; what is more goes to the disk."""

from __future__ import annotations

MEMORY_MIB = 128
"""By default, when it joins and sorts; a batch of each table comes on top."""
BETWEEN_MIB = 64
"""While documents are compared; a query that cannot do with it gets more (``check.between``)."""


def limits(folder: str, memory_mib: int, threads: int = 2) -> dict[str, str | bool | int | float | list[str]]:
    """The settings of a database that spills to ``folder``."""
    return {
        "memory_limit": f"{memory_mib}MiB",
        "temp_directory": folder,
        "threads": threads,
        "enable_external_file_cache": False,  # parts are read few times, and in order
    }
