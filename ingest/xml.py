"""Parsing XML that may be hostile or broken: one way for every part of every package.

No entity is expanded, nothing is fetched, no DTD is loaded. A part that declares entities is refused: no
office program writes them, and they serve to fill memory or to read other files. libxml2 checks what
remains (depth, length of a text, amplification through attributes); its wider bounds are allowed only to a
part without any document type declaration, for a picture within flat XML can pass 10 MB.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import TypedDict

from lxml import etree

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.problems import Problem, problem

PARAGRAPHS = frozenset({"p", "h"})
"""Local names of the paragraphs of WordprocessingML and ODF."""

_MENDABLE = frozenset(
    {
        etree.ErrorTypes.ERR_DOCUMENT_END,
        etree.ErrorTypes.ERR_INVALID_CHAR,
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_UNDECLARED_ENTITY,
        etree.ErrorTypes.WAR_UNDECLARED_ENTITY,
        etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING,
        etree.ErrorTypes.ERR_ATTRIBUTE_REDEFINED,
        etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE,
    }
)
"""Errors that leave every element where it was; after any other, what follows may stand in a wrong place."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_ALLOWED = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
"""Characters that XML 1.0 (2.2) allows, besides tab and the ends of lines."""
_REPLACEMENT = "\ufffd".encode()
_PLAIN_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
_DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_STEP = 1 << 16


class _Safety(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    remove_comments: bool
    remove_pis: bool
    collect_ids: bool


_SAFE: _Safety = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
"""What every parser here is told."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An element tree without comments, processing instructions and entities, and what was wrong."""

    root: etree._Element
    problems: tuple[Problem, ...] = ()


def parse_xml(data: bytes, part: str, limits: Limits, unit: Collection[str] = PARAGRAPHS) -> Parsed:
    """The element tree of ``data``; ``part`` names it in problems (``word/document.xml``).

    Where its tags contradict each other or end too early, the tree holds what stands before that point. The
    outermost open element whose local name is in ``unit`` is then dropped, since half a paragraph may end in
    half a number. Raises Unreadable where entities are declared, where there is no element at all, or past
    ``limits.xml_tags``. Memory: the tree, about 120 bytes per element and as many per attribute.
    """
    if data.count(b"<") > limits.xml_tags or data.count(b"=") > limits.xml_tags:
        raise Unreadable(problem("xml_too_large", part=part, limit=limits.xml_tags))
    parser = _parser()
    try:
        return Parsed(_checked(etree.fromstring(data, parser), part))
    except etree.XMLSyntaxError:
        pass
    is_wide = _has_no_doctype(data)
    if is_wide and any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        try:
            return Parsed(_checked(etree.fromstring(data, _parser(huge_tree=True)), part))
        except etree.XMLSyntaxError:
            pass
    first = next(iter(parser.error_log), None)
    where = (first.line, first.column) if first else (1, 1)
    return _recovered(data, part, unit, is_wide, where)


def _parser(*, huge_tree: bool = False, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(huge_tree=huge_tree, recover=recover, **_SAFE)


def _checked(root: etree._Element, part: str) -> etree._Element:
    doctype = root.getroottree().docinfo.internalDTD
    if doctype is not None and (
        _declares_entities(doctype) or next(root.iter(etree.Entity), None) is not None
    ):
        raise Unreadable(problem("xml_entities", part=part))
    return root


def _declares_entities(doctype: etree.DTD) -> bool:
    return bool(doctype.entities())  # type: ignore[attr-defined]  # missing in the stubs


def _has_no_doctype(data: bytes) -> bool:
    """Whether the bytes surely hold no document type declaration: in UTF-8 or UTF-16, by its first word."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    start = plain[:256].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    declared = _DECLARED_ENCODING.match(start)
    is_known = declared is None or declared[1].lower() in _PLAIN_ENCODINGS
    return start.startswith(b"<") and is_known and b"<!DOCTYPE" not in plain


def _recovered(
    data: bytes, part: str, unit: Collection[str], is_wide: bool, where: tuple[int, int]
) -> Parsed:
    line, column = where
    root = _mended(data, part, is_wide)
    if root is not None:
        return Parsed(root, (problem("xml_mended", part=part, line=line, column=column),))
    root = _before_first_error(data, unit, is_wide)
    if root is None:
        raise Unreadable(problem("xml_unreadable", part=part))
    return Parsed(_cleaned(_checked(root, part)), (problem("xml_cut", part=part, line=line, column=column),))


def _mended(data: bytes, part: str, is_wide: bool) -> etree._Element | None:
    """The whole tree, where no error moves an element; a character that XML does not allow becomes U+FFFD,
    for without it ``1?2`` would be 12."""
    if b"\0" in data[:4]:
        return None
    allowed = _REFERENCE.sub(_allowed, _CONTROL.sub(_REPLACEMENT, data))
    parser = _parser(huge_tree=is_wide, recover=True)
    try:
        root = etree.fromstring(allowed, parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    _checked(root, part)
    return _cleaned(root) if all(error.type in _MENDABLE for error in parser.error_log) else None


def _allowed(reference: re.Match[bytes]) -> bytes:
    """The reference to a character, if XML allows it: of any other lxml makes text that cannot be read."""
    hexadecimal, decimal = reference.groups()
    digits = (hexadecimal or decimal).lstrip(b"0") or b"0"
    number = int(digits, 16 if hexadecimal else 10) if len(digits) < 8 else -1
    is_allowed = number in (0x9, 0xA, 0xD) or any(number in span for span in _ALLOWED)
    return reference[0] if is_allowed else _REPLACEMENT


def _cleaned(root: etree._Element) -> etree._Element:
    """The tree of elements whose names lxml can take apart, and of text: the reference to an entity that
    nobody declared becomes U+FFFD, and a prefix that nobody declared stays in the name as ``x_``."""
    for reference in list(root.iter(etree.Entity)):
        before, parent = reference.getprevious(), reference.getparent()
        text = "\ufffd" + (reference.tail or "")
        if before is not None:
            before.tail = (before.tail or "") + text
        elif parent is not None:
            parent.text = (parent.text or "") + text
        if parent is not None:
            parent.remove(reference)
    for element in root.iter("*"):
        space, brace, name = element.tag.rpartition("}")
        if ":" in name:
            element.tag = space + brace + name.replace(":", "_")
    return root


def _before_first_error(data: bytes, unit: Collection[str], is_wide: bool) -> etree._Element | None:
    """The tree of what stands before the first error, without the unit that the error cuts."""
    pull = etree.XMLPullParser(events=("start", "end"), huge_tree=is_wide, **_SAFE)
    root: etree._Element | None = None
    open_elements: list[etree._Element] = []
    is_broken = False
    for at in range(0, len(data), _STEP):
        try:
            pull.feed(data[at : at + _STEP])
        except etree.XMLSyntaxError:
            is_broken = True
        for event, element in pull.read_events():
            if event == "end":
                open_elements.pop()
            elif isinstance(element, etree._Element):
                root = element if root is None else root
                open_elements.append(element)
        if is_broken:
            break
    for parent, element in pairwise(open_elements):
        if element.tag.rpartition("}")[2] in unit:
            parent.remove(element)
            break
    return root
