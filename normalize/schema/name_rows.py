"""Rows of the names that a collection writes, and of who they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from normalize.schema.declared import declare


class NameKind(StrEnum):
    """What is named."""

    INSTITUTION = "institution"
    REGION = "region"
    UNIT = "unit"
    RESPONSIBLE = "responsible"
    TERRITORY = "territory"


class NameBasis(StrEnum):
    """Why a name stands under its canonical one."""

    ALONE = "alone"
    """It is itself the canonical one."""
    GAZETTEER = "gazetteer"
    """The understanding of its document knew it."""
    WORDS = "words"
    """The same words, otherwise written."""
    INITIALS = "initials"
    SPELLING = "spelling"
    """Every word has a counterpart that is spelt almost alike."""


@dataclass(frozen=True, slots=True)
class NameRow:
    kind: str = declare("What is named", "Qué se nombra", values=NameKind, key=True)
    name: str = declare(
        "The name as printed, white space folded",
        "El nombre como está impreso, con espacios simples",
        key=True,
    )
    canonical: str = declare(
        "The one name that stands for all ways of writing it",
        "El nombre único que representa todas las formas de escribirlo",
        required=True,
    )
    basis: str = declare(
        "Why it stands under it: alone (it is that name), gazetteer (a list knows it), words (the same, "
        "otherwise written), initials, spelling (each word almost alike)",
        "Por qué va bajo él: alone (es ese nombre), gazetteer (una lista lo conoce), words (las mismas "
        "palabras, escritas de otro modo), initials (siglas), spelling (cada palabra casi igual)",
        values=NameBasis,
        required=True,
    )
    score: float = declare(
        "How alike both names are; 100 where nothing was guessed",
        "Cuánto se parecen ambos nombres; 100 si nada se supuso",
        bounds={"minimum": 0, "maximum": 100},
        required=True,
    )
    occurrences: int = declare(
        "How often it is printed: documents, or items",
        "Cuántas veces está impreso: documentos o ítems",
        required=True,
    )
    near: str = declare(
        "The canonical name most alike among those that it was kept apart from, if any is near",
        "El nombre canónico más parecido entre los que quedaron aparte, si alguno se acerca",
    )
    near_score: float = declare(
        "How alike that one is; 0 where none is near",
        "Cuánto se parece ese; 0 si ninguno se acerca",
        bounds={"minimum": 0, "maximum": 100},
        required=True,
    )
