"""Texts whose bytes were read in a wrong encoding before they came into the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.rule import Breach, Severity, rule
from check.view import NAME_LENGTH, DocumentView
from normalize.texts import repaired

_ASCII = re.compile(r"[\x00-\x7f]+")
"""All but the letters that a repair changes: where they are the same before and after, there was none."""


@rule("text-repaired", Severity.INFO)
def text_repaired(view: DocumentView) -> Iterator[Breach]:
    """Told once per document, of the first such item."""
    broken = [
        item
        for item in view.rows.items
        if not item.text_raw.isascii()
        and _ASCII.sub("", item.text_raw) != _ASCII.sub("", item.text)
        and repaired(item.text_raw) != item.text_raw
    ]
    if broken:
        yield Breach(
            view.spot(broken[0]),
            expected=view.name(broken[0]),
            observed=" ".join(broken[0].text_raw.split())[:NAME_LENGTH],
            facts={"items": str(len(broken))},
        )
