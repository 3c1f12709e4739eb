"""Zip packages: which office format, by what the package says of itself (ECMA-376 part 2, 10.1.2 and
15.2.6; OpenDocument 1.3 part 2, 3.3), never by the names of its parts alone where it says more."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Format
from ingest.errors import Unreadable
from ingest.identification.kinds import Identification, kinds, known_as
from ingest.limits import MIB, Limits
from ingest.package import Package

_WORD_PART = "word/document.xml"
_MAIN_TYPES = {
    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "dotx",
    b"vnd.ms-word.document.macroEnabled.main+xml": "docm",
    b"vnd.ms-word.template.macroEnabledTemplate.main+xml": "dotm",
    b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    b"vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "xltx",
    b"vnd.ms-excel.sheet.macroEnabled.main+xml": "xlsm",
    b"vnd.ms-excel.sheet.binary.macroEnabled.main": "xlsb",
    b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
    b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml": "pptm",
    b"vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": "ppsx",
}
"""What ``[Content_Types].xml`` calls the main part of a package, most likely first."""
_MAIN_PARTS = {
    _WORD_PART: "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
    "Index/Document.iwa": "pages",
    "META-INF/MANIFEST.MF": "jar",
}
_FOLDERS = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
"""Where the parts of an Office package lie, for one whose main part is lost."""
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.text-master": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.presentation-template": "odp",
    b"application/vnd.sun.xml.writer": "openoffice-1",
    b"application/epub+zip": "epub",
}
_ODF = frozenset({"odt", "ods", "odp"})
_MEDIA_TYPE = re.compile(rb"""full-path="/"[^>]{0,300}?media-type="([^"]{1,200})\"""")
_MEDIA_TYPE_FIRST = re.compile(rb"""media-type="([^"]{1,200})"[^>]{0,300}?full-path="/\"""")
_VERSION = re.compile(rb"""office:version\s*=\s*["'](1\.[0-3])["']""")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_HEAD = 4096
"""Bytes of a main part that hold its root element."""


def identify_zip(data: bytes, limits: Limits) -> Identification:
    """What a zip package is; with the reason where it cannot be opened safely or at all.

    Memory: the package's directory and one small part at a time.
    """
    small = replace(limits, unpacked_bytes=min(limits.unpacked_bytes, 16 * MIB))
    try:
        package = Package(data, small)
        key = _by_content_types(package) or _by_mimetype(package) or _by_parts(package) or "zip"
        if key in _ODF:
            key = _odf(package, key)
        elif key == "docx" and _STRICT in package.start(_WORD_PART, _HEAD):
            key = "docx-strict"
    except Unreadable as refusal:
        return Identification(Format.UNKNOWN, kinds()["zip"].puid, kinds()["zip"].basis, refusal.problem)
    return known_as(key)


def _by_content_types(package: Package) -> str | None:
    declared = package.start("[Content_Types].xml", MIB)
    return next((key for name, key in _MAIN_TYPES.items() if name in declared), None)


def _by_mimetype(package: Package) -> str | None:
    mimetype = package.start("mimetype", _HEAD).strip()
    if not mimetype:
        manifest = package.start("META-INF/manifest.xml", MIB)
        found = _MEDIA_TYPE.search(manifest) or _MEDIA_TYPE_FIRST.search(manifest)
        mimetype = found[1] if found else b""
    return _MIMETYPES.get(mimetype)


def _by_parts(package: Package) -> str | None:
    folders = {name.partition("/")[0] for name in package.names if "/" in name}
    by_main_part = (key for name, key in _MAIN_PARTS.items() if name in package)
    by_folder = (key for folder, key in _FOLDERS.items() if folder in folders)
    return next(by_main_part, next(by_folder, None))


def _odf(package: Package, key: str) -> str:
    if b"encryption-data" in package.start("META-INF/manifest.xml", MIB):
        return "odt-encrypted"
    version = _VERSION.search(package.start("content.xml", _HEAD))
    versioned = f"{key}-{version[1].decode()}" if version else key
    return versioned if versioned in kinds() else key
