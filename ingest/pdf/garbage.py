"""The search for cyclic garbage, put off while a page is read: it would look through what the page is being
made of and find nothing, since hardly a value there is part of a cycle. All else is freed at once as ever."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def search_put_off() -> Iterator[None]:
    """No search meanwhile; where there is none anyway, nothing changes. It is switched for all threads: the
    first one done brings the search back for the others too, which costs them time and nothing else."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
