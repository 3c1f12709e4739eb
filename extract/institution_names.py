"""Names of institutions that no list knows: by which words they begin and end, and where a name ends."""

from __future__ import annotations

import re

from extract.folding import fold
from extract.gazetteer import mentions
from extract.words import data, words

_NAME_END = re.compile(r"\s*(?:,|;|\s[-–—]\s|/)\s*(?=[A-ZÁÉÍÓÚÑ])")
_LISTS_ON = re.compile(r"\s(?:y|e|and)\s")


def first_name(text: str) -> str:
    """A name without the region that follows it ("Instituto X, Región de Y", "Instituto X – Región: Y"). A
    comma in a list goes on with the name ("Dirección de Bibliotecas, Archivos y Museos")."""
    found = _NAME_END.search(text)
    if found is None:
        return text.strip(" .,:")
    rest = text[found.end() :]
    lists = "," in found.group() and _LISTS_ON.search(rest) is not None
    if lists and not any(mention.subdivisions for mention in mentions(rest)) and not names_country(rest):
        return text.strip(" .,:")
    return text[: found.start()].strip(" .,:")


def names_country(text: str) -> bool:
    """A country, or its people, are named in the text."""
    padded = f" {fold(text)} "
    return any(f" {word} " in padded for known in data("facts")["country"].values() for word in known)


def is_institution(text: str) -> bool:
    """The text is a name of the kind that public institutions have."""
    folded = fold(text)
    said = folded.split()
    if not 2 <= len(said) <= 12 or any(letter.isdigit() for letter in text):
        return False
    table = data("facts")["institution"]
    begins = any(folded.startswith(noun + " ") for noun in table["nouns"])
    named = any(f" {noun} of " in folded for noun in table["last_words"])  # "State University of …"
    return (begins or named or said[-1] in table["last_words"]) and (text.isupper() or text[0].isupper())


_SMALL = frozenset(words("grammar", "small"))


def title_case(text: str) -> str:
    """A name in capitals as it is written in running text."""
    parts = [word.lower() for word in text.split()]
    return " ".join(word if word in _SMALL and at else word.capitalize() for at, word in enumerate(parts))
