"""Files to annotate, and what an independent reader finds in a copy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

import pondera
from normalize.dataset import Rows
from pondera.annotating.copying import Annotated, annotate
from pondera.messages import Language


def rows_of(path: Path) -> Rows:
    return pondera.read(path, language="es").rows


def annotated(path: Path, to: Path, language: Language = Language.ES) -> Annotated:
    return annotate(path, rows_of(path), to, language)


def comments(path: Path, author: str = "Pondera") -> list[tuple[str, str]]:
    """The text that each comment of an author stands on, and what it says."""
    document: Any = docx.Document(str(path))
    open_now: dict[str, str] = {}
    anchored: dict[str, str] = {}
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            open_now[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            anchored[number] = open_now.pop(number)
        elif element.tag == qn("w:t"):
            open_now = {key: text + (element.text or "") for key, text in open_now.items()}
    return [
        (anchored[str(comment.comment_id)], comment.text)
        for comment in document.comments
        if comment.author == author
    ]


def solid(text: str) -> str:
    """Without white space, which readers set as they like."""
    return re.sub(r"\s+", "", text)
