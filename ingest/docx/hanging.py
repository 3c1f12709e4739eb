"""What hangs on a line: what drawings and alternatives hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from ingest.docx.names import DGM, MC, A, M, R, V, W

ALTERNATE = MC + "AlternateContent"
BOX = W + "txbxContent"
DIAGRAM = DGM + "relIds"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
WORD_ART = V + "textpath"
EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"
PICTURES = frozenset((A + "blip", V + "imagedata"))
_HANGING = frozenset((BOX, DIAGRAM, EMBEDDED, CHART, WORD_ART)) | PICTURES
_TEXTS = frozenset((W + "t", M + "t", A + "t"))
_FAR = 10_000
"""Elements of an alternative that are searched for text."""


def alternative(alternate: etree._Element) -> etree._Element | None:
    """The one branch of an ``mc:AlternateContent`` to read: its first choice, unless only the fallback
    holds text."""
    branches = [*alternate.iterchildren(MC + "Choice"), *alternate.iterchildren(MC + "Fallback")]
    return next((branch for branch in branches if _has_text(branch)), branches[0] if branches else None)


def _has_text(branch: etree._Element) -> bool:
    return any(found.tag in _TEXTS for found in islice(branch.iter(), _FAR))


def hanging(picture: etree._Element) -> Iterator[etree._Element]:
    """What a drawing holds: text boxes (``w:txbxContent``), diagrams (``dgm:relIds``), drawn words
    (``v:textpath``), charts, embedded objects (``o:OLEObject``) and pictures, the outermost of each, once
    where there are alternatives."""
    waiting = [picture]
    while waiting:
        found = waiting.pop()
        if found.tag in _HANGING:
            yield found
        elif found.tag == ALTERNATE:
            branch = alternative(found)
            if branch is not None:
                waiting.append(branch)
        else:
            waiting.extend(reversed(found))


def relation_of_diagram(ids: etree._Element) -> str | None:
    """The relationship of the data of a diagram (``dgm:relIds``)."""
    return ids.get(R + "dm")
