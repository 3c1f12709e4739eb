"""From the text of an HTML file to its tree, and what of it can be seen."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml.html import HTMLParser

from ingest.problems import Problem, problem

Element = etree._Element

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})""",
    re.IGNORECASE,
)
_LOOKED_AT = 4_096

_UNSEEN_TAGS = frozenset(
    name
    for line in (
        "applet area audio base canvas colgroup datalist embed frameset head iframe link map meta meter",
        "noframes noscript object param progress script style svg template track video",
    )
    for name in line.split()
)
BOX_INPUTS = ("checkbox", "radio")
_SHOWN_INPUTS = ("text", "number", "date", "email", "tel", "url", *BOX_INPUTS)
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FONT_TAG = re.compile(r"</?(?:font|span|b|i|u|big|small|center|strong|em)(?:\s[^<>]*)?>", re.IGNORECASE)
_SELF_CLOSED = re.compile(
    r"<(script|style|iframe|textarea|title|noscript|noframes)\b([^<>]*)/>", re.IGNORECASE
)
"""Elements of XHTML without content, which HTML reads as opened and never closed."""
_LONGEST_STYLE = 10_000
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""Addresses that are no file beside the page: maps, videos, scripts."""
_LONGEST_SOURCE = 200


def declared_encoding(data: bytes) -> str | None:
    """What the file says of its own encoding, near its start."""
    found = _DECLARED.search(data[:_LOOKED_AT])
    return (found[1] or found[2]).decode("ascii") if found else None


def parse(text: str) -> tuple[Element | None, list[Problem]]:
    """The tree of an HTML text, as far as libxml2 mends it; None where there is no element.

    libxml2 gives up where elements are nested some 2,000 deep, as tags of fonts that are opened everywhere
    and closed nowhere make them: it is tried again without those. If that does not help, a problem says
    where it gave up; what stands behind is not in the tree.
    """
    if "http://www.w3.org/1999/xhtml" in text[:_LOOKED_AT]:
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    root, problems = _parsed(text)
    if problems:
        shallow, remaining = _parsed(_FONT_TAG.sub("", text))
        if len(remaining) < len(problems):
            return shallow, remaining
    return root, problems


def _parsed(text: str) -> tuple[Element | None, list[Problem]]:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.ParserError:
        return None, []
    except etree.XMLSyntaxError:
        return None, [problem("damaged_part", what="HTML")]
    problems = [
        problem("damaged_part", what=f"HTML, line {entry.line}")
        for entry in parser.error_log.filter_from_fatals()
    ]
    return root, problems[:1]


def left_out(root: Element) -> list[Problem]:
    """What a page shows, or shows as struck out, that is not read: other files in frames, deletions."""
    found: dict[Problem, None] = {}
    for element in root.iter("frame", "iframe", "del"):
        source = element.get("src", "").strip()
        if element.tag == "del":
            if all_text(element).strip():
                found[problem("tracked_changes")] = None
        elif source and not _ELSEWHERE.match(source):
            found[problem("frame_left_out", part=source[:_LONGEST_SOURCE])] = None
    return [*found]


def tag_of(element: Element) -> str:
    """The element's name in lower case; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def is_seen(element: Element) -> bool:
    """Whether a browser shows the element at all, by its name, its attributes and its own style."""
    tag = tag_of(element)
    if not tag or tag in _UNSEEN_TAGS or element.get("hidden") is not None:
        return False
    if tag == "input" and element.get("type", "text").lower() not in _SHOWN_INPUTS:
        return False
    return _HIDING_STYLE.search(element.get("style", "")[:_LONGEST_STYLE]) is None


def is_bold(element: Element) -> bool:
    return _BOLD_STYLE.search(element.get("style", "")[:_LONGEST_STYLE]) is not None


def size_of(element: Element, name: str, most: int) -> int:
    """A whole number in an attribute, from 0 to ``most``; 1 where there is none."""
    digits = re.match(r"\s*\+?(\d{1,9})", element.get(name, ""))
    return min(int(digits[1]), most) if digits else 1


def line_of(element: Element) -> int | None:
    """The line of the file that the element begins in, from 1."""
    return cast("int | None", element.sourceline)


def all_text(element: Element) -> str:
    return "".join(str(text) for text in element.itertext())
