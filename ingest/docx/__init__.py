"""Word documents of the XML kind: .docx, .docm and their templates, Transitional, Strict and flat.

After ECMA-376 (5th edition), parts 1 and 4. The text is read straight from the XML: the usual object
models repeat merged cells, pass over content controls and take a time per row that grows with the table.
"""

from __future__ import annotations

from lxml import etree

from ingest.document import Document, Paragraph, Part, Source
from ingest.docx.hanging import PICTURES
from ingest.docx.names import W, is_on
from ingest.docx.notes import ENDNOTE, FOOTNOTE, NoteMarks, note_texts
from ingest.docx.numbering import Numbering
from ingest.docx.parts import Parts, relation_id
from ingest.docx.properties import core_properties
from ingest.docx.story import Shared, Story
from ingest.docx.styles import Styles
from ingest.errors import Unreadable
from ingest.limits import DEFAULT, Limits
from ingest.problems import problem
from ingest.wordprocessing.wordless import is_wordless

_TRACKED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:  # noqa: ARG001
    """The document in a Word package. Raises Unreadable where nothing of it can be read."""
    parts = Parts(data, limits)
    _, shared = _read(parts, limits)
    return Document(
        source,
        tuple(shared.blocks),
        parts.problems,
        properties=core_properties(_first_tree(parts, "", "core-properties")),
    )


def cell_paths(data: bytes, limits: Limits = DEFAULT) -> dict[tuple[int, int, int], tuple[int, ...]]:
    """Where the cells of a Word document stand in the XML of its main part: number of the table (from 1, in
    reading order), row and column → which child to take at each step from the root, elements counted from 0.
    Cells of other parts (tables in notes) are left out. Raises Unreadable as ``read_document``."""
    root, shared = _read(Parts(data, limits), limits)
    return {key: path for key, cell in shared.cells.items() if (path := _path(cell, root)) is not None}


def _path(element: etree._Element, root: etree._Element) -> tuple[int, ...] | None:
    steps: list[int] = []
    while (parent := element.getparent()) is not None:
        steps.append(sum(1 for _ in element.itersiblings("*", preceding=True)))
        element = parent
    return tuple(reversed(steps)) if element is root else None


def _read(parts: Parts, limits: Limits) -> tuple[etree._Element, Shared]:
    """The root of the main part, and all that was read from it and from the parts that it points to."""
    root = parts.tree(parts.main, is_needed=True)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise Unreadable(problem("missing_part", part=parts.main))
    main = parts.main
    settings = _first_tree(parts, main, "settings")
    styles = Styles(_first_tree(parts, main, "styles"))
    sections = [*root.iter(W + "sectPr")]
    shared = Shared(
        parts,
        styles,
        Numbering(_first_tree(parts, main, "numbering"), styles, styles.language),
        NoteMarks(settings, sections),
        limits,
    )
    _margins(shared, sections, settings, "header", Part.HEADER)
    _margins(shared, sections, settings, "footer", Part.FOOTER)
    Story(shared, root, main).read(body, "body", Part.BODY)
    for kind in (FOOTNOTE, ENDNOTE):
        _notes(shared, kind)
    if next(root.iter(*_TRACKED), None) is not None:
        parts.report("tracked_changes")
    if parts.related(main, "comments") and next(root.iter(W + "commentReference"), None) is not None:
        parts.report("comments_left_out")
    if is_wordless(shared.blocks) and next(root.iter(*PICTURES), None) is not None:
        parts.report("only_pictures")
    else:
        for found in shared.pictures.problems():
            parts.report(found.kind, **dict(found.facts))
    return root, shared


def _first_tree(parts: Parts, of: str, kind: str) -> etree._Element | None:
    names = parts.related(of, kind)
    return parts.tree(names[0]) if names else None


def _margins(
    shared: Shared,
    sections: list[etree._Element],
    settings: etree._Element | None,
    kind: str,
    part: Part,
) -> None:
    """Headers or footers, each once, those that no page shows left out."""
    has_even = settings is not None and bool(is_on(settings.find(W + "evenAndOddHeaders")))
    done: set[str] = set()
    said: set[tuple[str, ...]] = set()
    for section in sections:
        shown = {"default"}
        if has_even:
            shown.add("even")
        if is_on(section.find(W + "titlePg")):
            shown.add("first")
        for reference in section.iterchildren(f"{W}{kind}Reference"):
            name = shared.parts.target(shared.parts.main, relation_id(reference))
            if name is None or name in done or reference.get(W + "type", "default") not in shown:
                continue
            done.add(name)
            root = shared.parts.tree(name)
            if root is None:
                continue
            before = len(shared.blocks)
            Story(shared, root, name).read(root, f"{kind}[{len(said) + 1}]", part)
            texts = tuple(block.text for block in shared.blocks[before:] if isinstance(block, Paragraph))
            if texts in said:
                del shared.blocks[before:]
            elif texts:
                said.add(texts)


def _notes(shared: Shared, kind: str) -> None:
    """The notes that the text refers to, in the order of their references."""
    names = shared.parts.related(shared.parts.main, f"{kind}s")
    root = shared.parts.tree(names[0]) if names else None
    texts = note_texts(root, kind)
    done: set[str] = set()
    for reference in [*shared.notes.references]:
        if reference.kind == kind and reference.note_id in texts and reference.note_id not in done:
            done.add(reference.note_id)
            note = texts[reference.note_id]
            path = f"{kind}[{len(done)}]"
            Story(shared, note, names[0]).read(note, path, Part.NOTE, reference.mark)
