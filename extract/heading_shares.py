"""The share that the text right above a table states in bare brackets ("Mejorar la gestión (60%)"): the
weight of what it names where the weights in the table add up to just that, else whatever it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.figures import plain_worth
from extract.folding import fold
from extract.lexicon import labels
from extract.nodes import Node
from extract.outline import StatedWeight, Title, node_of_title
from extract.owners import Owned
from extract.reading import Evidence, ItemKind, Measure

_SHARE = re.compile(r"\s*\(\s*(?P<raw>\d{1,3}(?:[.,]\d+)?\s*%)\s*\)\s*[:.]?$")
_WHOLE = 100
_FEWEST = 2


def take_heading_share(
    title: Title | None, nodes: Sequence[Node], owned: Sequence[Owned]
) -> tuple[Node, StatedWeight] | None:
    """The item that a heading is, and its weight, with the topmost of ``nodes`` put under it; None where they
    do not weigh together what the heading says."""
    found = _SHARE.search(title.text) if title is not None else None
    if title is None or found is None:
        return None
    top = [node for node in nodes if node.parent is None and node.kind is not ItemKind.RESULT]
    weights = {id(one.node): one.raw for one in owned if one.measure is Measure.WEIGHT}
    share = plain_worth(found["raw"])
    if len(top) < _FEWEST or any(id(node) not in weights for node in top) or share >= _WHOLE:
        return None
    if sum(plain_worth(weights[id(node)]) for node in top) != share:
        return None
    heading = node_of_title(replace(title, text=title.text[: found.start()]), _kind(title.text))
    heading.text_raw = title.text
    for node in top:
        node.parent = heading
        node.belongs = (Evidence("under its heading", title.text[:80], 0.85),)
    return heading, StatedWeight("%", found["raw"].strip())


def _kind(text: str) -> ItemKind:
    """An objective where the first word says so ("Objetivo institucional: …")."""
    first = fold(text).split(maxsplit=1)[0]
    return ItemKind.OBJECTIVE if first in labels("objective_heading", "words") else ItemKind.OTHER
