"""Weights that stand in the names of what they weigh: "Certamen 1 (30%)", "OP1. Aumentar … (Peso: 55%)".

A figure in brackets at the end of a name may be anything; it is a weight where the brackets say so, or where
all names of one level and column end so and their shares make up a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.figures import add_up_to_whole
from extract.folding import mend_breaks
from extract.nodes import Node
from extract.outline import StatedWeight, bracketed_weight
from extract.reading import ItemKind

_CLOSING_SHARE = re.compile(r"\s*\(\s*(?P<raw>\d{1,3}(?:[.,]\d+)?\s*%)\s*\)\s*$")


def shares_in_names(nodes: Sequence[Node]) -> Iterator[tuple[Node, StatedWeight]]:
    """The items of one table whose names state their weight, each with it; their texts lose the brackets."""
    levels: dict[tuple[int, int | None], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.kind is not ItemKind.RESULT:
            levels[node.rank, node.column].append(node)
    for level in levels.values():
        named = {
            id(node): weight for node in level if (weight := bracketed_weight(mend_breaks(node.text))[1])
        }
        if len(named) < len(level):
            named = named or _bare_shares(level)
        for node in level:
            if (weight := named.get(id(node))) is not None:
                text = mend_breaks(node.text)
                node.text = bracketed_weight(text)[0] if weight.label else _CLOSING_SHARE.sub("", text)
                yield node, weight


def _bare_shares(level: Sequence[Node]) -> dict[int, StatedWeight]:
    found = [_CLOSING_SHARE.search(mend_breaks(node.text)) for node in level]
    raws = [one["raw"] for one in found if one is not None]
    if len(level) < 2 or len(raws) < len(level) or not add_up_to_whole(raws):
        return {}
    return {id(node): StatedWeight("", raw) for node, raw in zip(level, raws, strict=True)}
