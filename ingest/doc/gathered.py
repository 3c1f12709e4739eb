"""What is seen of a paragraph, gathered run by run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.doc.looks import Look
from ingest.wordprocessing.raised import Piece, Settled, settled
from ingest.wordprocessing.struck import gap


@dataclass(slots=True)
class Gathered:
    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] | None = None
    """The parts with what is raised, a note mark or shown otherwise than stored, once there is any of it."""
    is_bold: bool = True
    """No visible run so far is other than bold."""
    is_blank: bool = True
    _is_struck: bool = False
    """The last part is struck out."""
    _sizes: dict[int, int] = field(default_factory=dict)

    def add(self, text: str, look: Look, *, typed: str | None = None) -> None:
        """Text as it is seen, and what the file has for it where that is something else."""
        if look.is_struck is not self._is_struck:
            self._is_struck = look.is_struck
            between = gap(self._tail(), text)
            if between:
                self.add(between, look)
        if look.is_raised or typed is not None or self.pieces is not None:
            self._pieces().append(Piece(text, look.is_raised, typed=None if typed == text else typed))
        else:
            self.parts.append(text)
        if text and not text.isspace():
            self.is_blank = False
            self.is_bold = self.is_bold and look.is_bold
            self._sizes[look.size] = self._sizes.get(look.size, 0) + len(text)

    def add_note(self, mark: str) -> None:
        self._pieces().append(Piece(mark, is_note=True))

    def _tail(self) -> str:
        if self.pieces is not None:
            return self.pieces[-1].text if self.pieces else ""
        return self.parts[-1] if self.parts else ""

    def _pieces(self) -> list[Piece]:
        if self.pieces is None:
            self.pieces = [Piece(part) for part in self.parts]
        return self.pieces

    @property
    def size(self) -> int:
        """Of most of its characters, in half points; 0 where nothing says."""
        return max(self._sizes, key=lambda size: self._sizes[size]) if self._sizes else 0

    def settled(self) -> Settled:
        if self.pieces is None:
            text = "".join(self.parts)
            return Settled(_broken(text) if "\f" in text else text)
        found = settled([replace(piece, text=piece.text.replace("\f", "\n")) for piece in self.pieces])
        return replace(found, marks=tuple(mark for mark in found.marks if mark))


def _broken(text: str) -> str:
    """Page and column breaks inside a paragraph are line breaks, those at its ends nothing."""
    return text.strip("\f").replace("\f", "\n")
