"""OpenDocument texts: .odt packages and flat .fodt files.

After the Open Document Format for Office Applications 1.3 (OASIS, 2021), part 3; older versions differ in
nothing that is read here.
"""

from __future__ import annotations

from lxml import etree

from ingest.document import Document, Part, Source
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.mathml import formula_of
from ingest.odt.lines import LineReader
from ingest.odt.lists import ListStyles, Numbering
from ingest.odt.names import DRAW, MATH, OFFICE, STYLE
from ingest.odt.parts import Parts
from ingest.odt.properties import properties_of
from ingest.odt.story import Story
from ingest.odt.styles import Styles
from ingest.problems import problem
from ingest.wordprocessing.blocks import BlockWriter
from ingest.wordprocessing.drafts import said
from ingest.wordprocessing.wordless import is_wordless

_HEADERS = ("header", "header-left", "header-first")
_FOOTERS = ("footer", "footer-left", "footer-first")


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:  # noqa: ARG001
    """The document in an OpenDocument file. Raises Unreadable where nothing of it can be read."""
    parts = Parts(data, limits)
    body = parts.content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(problem("missing_part", part="office:text"))
    writer = BlockWriter("odt", limits)
    _write_margins(parts, writer, limits)
    story, lines = _story(parts, parts.content, limits)
    writer.write(story.read(body), "body", Part.BODY)
    for is_endnote, name in ((False, "footnote"), (True, "endnote")):
        notes = [note for note in lines.notes if note.is_endnote == is_endnote]
        for number, note in enumerate(notes, 1):
            writer.write(story.read(note.body), f"{name}[{number}]", Part.NOTE, note.mark)
    problems = [*parts.problems, *writer.problems]
    if is_wordless(writer.blocks) and next(body.iter(DRAW + "image"), None) is not None:
        problems.append(problem("only_pictures"))
    else:
        problems += writer.pictures.problems()
    return Document(
        source,
        tuple(writer.blocks),
        tuple(dict.fromkeys(problems)),
        properties=properties_of(parts.meta),
    )


def _story(parts: Parts, part: etree._Element, limits: Limits) -> tuple[Story, LineReader]:
    """The reader of the stories of one part, which has automatic styles of its own."""
    styles = Styles(part, parts.styles)
    lines = LineReader(styles, parts.report, lambda element: _embedded(parts, element))
    common = None if parts.styles is part else parts.styles
    numbering = Numbering(ListStyles(styles, common, part))
    return Story(styles, numbering, lines, limits, parts.report), lines


def _write_margins(parts: Parts, writer: BlockWriter, limits: Limits) -> None:
    """Headers, then footers, each once although several page styles share it."""
    if parts.styles is None:
        return
    story, _ = _story(parts, parts.styles, limits)
    pages = [*parts.styles.iterfind(f"{OFFICE}master-styles/{STYLE}master-page")]
    for part, names in ((Part.HEADER, _HEADERS), (Part.FOOTER, _FOOTERS)):
        seen: set[tuple[str, ...]] = set()
        for page in pages:
            for margin in page.iterchildren(*(STYLE + name for name in names)):
                drafts = [] if margin.get(STYLE + "display") == "false" else story.read(margin)
                content = tuple(said(drafts))
                if any(content) and content not in seen:
                    seen.add(content)
                    writer.write(drafts, f"{part.value}[{len(seen)}]", part)


def _embedded(parts: Parts, element: etree._Element) -> str:
    """A formula in one line; anything else that is embedded is only reported."""
    root = parts.object(element)
    if root is not None and root.tag == MATH + "math":
        return formula_of(root)
    body = None if root is None else root.find(OFFICE + "body")
    kind = next((etree.QName(child).localname for child in body), "") if body is not None else ""
    parts.report("embedded_object", program=f"OpenDocument {kind}".strip() if kind else "OLE")
    return ""
