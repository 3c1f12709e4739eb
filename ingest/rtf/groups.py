"""A group that is read as a whole (fonts, styles, lists, properties, a formula) as a small tree."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.rtf import tokens
from ingest.rtf.code_pages import decoded
from ingest.rtf.tokens import TOKEN

_DEEPEST = 64
"""Only formulas nest so deep; what does is stepped over."""


class Group:
    """Control words (the last of a name wins), text and inner groups of one group."""

    __slots__ = ("_pieces", "groups", "words")

    def __init__(self) -> None:
        self.words: dict[str, int | None] = {}
        self.groups: list[Group] = []
        self._pieces: list[bytes | str] = []

    def add(self, piece: bytes | str) -> None:
        self._pieces.append(piece)

    def text(self, codec: str) -> str:
        """Text of the group itself, without that of its inner groups."""
        shown: list[str] = []
        raw: list[bytes] = []
        for piece in (*self._pieces, ""):
            if isinstance(piece, bytes):
                raw.append(piece)
                continue
            if raw:
                shown.append(decoded(b"".join(raw), codec))
                raw.clear()
            shown.append(piece)
        return tokens.mended("".join(shown))

    def all_named(self, word: str) -> Iterator[Group]:
        """The inner groups that hold a control word, one level down."""
        return (group for group in self.groups if word in group.words)

    def first(self, word: str) -> Group | None:
        return next(self.all_named(word), None)

    def number(self, word: str, default: int = 0) -> int:
        """The number of a control word; ``default`` where the word or its number is absent."""
        value = self.words.get(word)
        return default if value is None else value


def read_group(data: bytes, start: int, end: int) -> Group:
    """The tree of ``data[start:end]``, the inside of one group."""
    root = Group()
    open_groups = [root]
    fallback_sizes = [1]
    at = start
    while at < end:
        token = TOKEN.search(data, at, end)
        if token is None:
            break
        at = token.end()
        group = open_groups[-1]
        kind = token.lastindex
        if kind == tokens.TEXT or kind == tokens.HEX:
            group.add(token[0] if kind == tokens.TEXT else bytes.fromhex(token[tokens.HEX].decode("ascii")))
        elif kind == tokens.BRACE:
            if token[0] == b"}":
                if len(open_groups) > 1:
                    open_groups.pop()
                    fallback_sizes.pop()
            elif len(open_groups) >= _DEEPEST:
                at = min(end, tokens.end_of_group(data, at) + 1)
            else:
                inner = Group()
                group.groups.append(inner)
                open_groups.append(inner)
                fallback_sizes.append(fallback_sizes[-1])
        elif kind == tokens.UNICODE or kind == tokens.FALLBACK:
            group.add(tokens.code_point(token[tokens.UNICODE]))
            if fallback_sizes[-1] != 1 and token[tokens.FALLBACK]:
                at = tokens.past_fallback(data, token.start(tokens.FALLBACK), fallback_sizes[-1])
        elif kind == tokens.SYMBOL:
            if token[tokens.SYMBOL] in b"\\{}":
                group.add(token[tokens.SYMBOL])
        else:
            word = token[tokens.WORD].decode("ascii")
            number = token[tokens.PARAMETER]
            group.words[word] = None if number is None else int(number)
            if word == "uc":
                fallback_sizes[-1] = max(0, int(number or 1))
            elif word == "bin":
                at = tokens.past_binary(at, number)
    return root
