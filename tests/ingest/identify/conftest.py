"""Makers of small files of every kind: zip packages, compound files, one sample per entry of the table."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest

MakeZip = Callable[..., bytes]
MakeCompound = Callable[[Mapping[str, bytes]], bytes]

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def zipped(parts: Mapping[str, bytes | str], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip package of these parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(name, content, compress_type=method)
    return buffer.getvalue()


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) with these streams under its root. Streams below 4,096 bytes
    go into the mini stream, as the format demands."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(content: bytes) -> int:
        pieces = [content[at : at + _SECTOR] for at in range(0, len(content), _SECTOR)]
        first = len(sectors)
        for number, piece in enumerate(pieces):
            sectors.append(piece.ljust(_SECTOR, b"\0"))
            fat.append(_END if number == len(pieces) - 1 else len(sectors))
        return first if pieces else _END

    mini, mini_fat, places = b"", [], {}
    for name, content in streams.items():
        if len(content) >= 4096:
            places[name] = store(content)
            continue
        places[name] = len(mini_fat)
        count = max(1, -(-len(content) // 64))
        mini_fat += [len(mini_fat) + 1 + number for number in range(count - 1)] + [_END]
        mini += content.ljust(count * 64, b"\0")
    mini_first = store(mini)
    mini_fat_first = store(struct.pack(f"<{len(mini_fat)}L", *mini_fat))

    def entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")[:62] + b"\0\0"
        links = struct.pack("<3L", _FREE, right, child)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), kind, 1)
            + links
            + bytes(36)
            + struct.pack("<LQ", first, size)
        )

    directory = entry("Root Entry", 5, _FREE, 1 if streams else _FREE, mini_first, len(mini))
    for number, (name, content) in enumerate(streams.items(), 1):
        right = number + 1 if number < len(streams) else _FREE
        directory += entry(name, 2, right, _FREE, places[name], len(content))
    directory_first = store(directory)
    fat_sectors = -(-(len(sectors) + 1) // 128)
    fat_first = len(sectors)
    fat += [_FAT] * fat_sectors
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
        + struct.pack("<L", fat_sectors)
        + struct.pack("<2L", directory_first, 0)
        + struct.pack("<3L", 4096, mini_fat_first if mini_fat else _END, 1 if mini_fat else 0)
        + struct.pack("<2L", _END, 0)
        + struct.pack("<109L", *(list(range(fat_first, fat_first + fat_sectors)) + [_FREE] * 109)[:109])
    )
    return header + b"".join(sectors) + table


def fib(version: int = 0x00C1, flags: int = 0, ident: int = 0xA5EC) -> bytes:
    """The start of a WordDocument stream, as long as Word writes at least."""
    return (struct.pack("<2H", ident, version) + bytes(6) + struct.pack("<H", flags)).ljust(4096, b"\0")


def content_types(main: str) -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/main" ContentType="application/{main}"/></Types>'
    )


def office(main: str, part: str, content: str = "<x/>") -> bytes:
    return zipped({"[Content_Types].xml": content_types(main), part: content})


def odf(mimetype: str, version: str | None = None, manifest: str = "<m/>") -> bytes:
    declared = f' office:version="{version}"' if version else ""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{mimetype}",
            "content.xml": f"<office:document-content{declared}/>",
            "META-INF/manifest.xml": manifest,
        },
        stored=frozenset({"mimetype"}),
    )


def pdfa(part: str, conformance: str) -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n"
        b'<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        + f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{conformance}</pdfaid:conformance>".encode()
        + b"</rdf:Description>"
    )


def comp_obj(user_type: str) -> bytes:
    return bytes(28) + struct.pack("<L", len(user_type) + 1) + user_type.encode() + b"\0"


def dos(first: int, pages: int, version: int) -> bytes:
    head = bytes((first, 0xBE, 0, 0, 0, 0xAB)) + bytes(8)
    return head.ljust(96, b"\0") + struct.pack("<H", pages) + bytes(18) + bytes((version,)) + b"texto"


def wpc(product: int, file_type: int, major: int, minor: int = 0) -> bytes:
    return b"\xffWPC" + struct.pack("<L4B2H", 16, product, file_type, major, minor, 0, 0) + bytes(8)


_HTML = "<html><body><p>x</p></body></html>"
_W = "vnd.openxmlformats-officedocument.wordprocessingml"
_S = "vnd.openxmlformats-officedocument.spreadsheetml"
_P = "vnd.openxmlformats-officedocument.presentationml"
_STRICT = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
_FLAT = (
    '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    f'<pkg:part pkg:name="/word/document.xml" pkg:contentType="application/{_W}.document.main+xml"/>'
    "</pkg:package>"
)
_FLAT_ODF = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.{}"/>'
)
_RTF = rb"{\rtf1\ansi\ansicpg1252"


def _samples() -> dict[str, bytes]:
    binary = {
        "docx": office(f"{_W}.document.main+xml", "word/document.xml"),
        "docx-strict": office(f"{_W}.document.main+xml", "word/document.xml", _STRICT),
        "docm": office("vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"),
        "dotx": office(f"{_W}.template.main+xml", "word/document.xml"),
        "dotm": office("vnd.ms-word.template.macroEnabledTemplate.main+xml", "word/document.xml"),
        "odt-encrypted": odf("text", "1.2", "<manifest:encryption-data/>"),
        "doc": compound({"WordDocument": fib(), "1Table": bytes(5000)}),
        "doc-encrypted": compound({"WordDocument": fib(flags=0x0100)}),
        "dot": compound({"WordDocument": fib(flags=0x0001)}),
        "doc-6": compound({"WordDocument": fib(0x0068, ident=0xA5DC)}),
        "doc-unsure": compound({"WordDocument": b"not a FIB".ljust(4096, b"\0")}),
        "docx-encrypted": compound({"EncryptionInfo": bytes(100), "EncryptedPackage": bytes(5000)}),
        "rtf": rb"{\rtf1 hola}",
        "rtf-1.0": rb"{\rtf1\ansi hola}",
        "rtf-1.5": _RTF + b" hola}",
        "rtf-1.7": _RTF + rb"\deff0\stshfdbch0\stshfloch0 hola}",
        "rtf-1.8": _RTF + rb"\stshfdbch0{\*\latentstyles\lsdstimax156} hola}",
        "rtf-1.9": _RTF + rb"\stshfdbch0{\*\colorschememapping 3c} hola}",
        "pdf": b"%PDF-9.9\n",
        "word-dos-4": dos(0x31, 0, 0),
        "word-dos-5": dos(0x31, 0, 4),
        "word-dos-5.5": dos(0x31, 0, 7),
        "word-dos": dos(0x31, 0, 9),
        "write-3.0": dos(0x31, 3, 0),
        "write-3.1": dos(0x32, 3, 0),
        "word-1": b"\x9b\xa5" + bytes(40),
        "word-2": b"\xdb\xa5" + bytes(40),
        "word-mac-1": b"\xfe\x32\x00\xc1" + bytes(40),
        "word-mac-3": b"\xfe\x34\x00\x00" + bytes(40),
        "word-mac-4": b"\xfe\x37\x00\x1c" + bytes(40),
        "word-mac-5": b"\xfe\x37\x00\x23" + bytes(40),
        "wordperfect-5.0": wpc(1, 10, 0, 0),
        "wordperfect-5.1": wpc(1, 10, 0, 1),
        "wordperfect-6": wpc(1, 10, 2, 1),
        "wordperfect-mac-2": wpc(1, 0x2C, 2),
        "wordperfect-mac-3": wpc(1, 0x2C, 3),
        "wordperfect-4.2-encrypted": b"\xfe\xff\x61\x61\x12\x00",
        "wordperfect": wpc(7, 1, 1),
        "wordperfect-compound": compound({"PerfectOffice_MAIN": b"\xffWPC" + bytes(200)}),
        "works-3": b"\x01\xfe" + bytes(18) + b"\xd0\x02" + bytes(20),
        "works-4": compound({"\x01CompObj": comp_obj("Microsoft Works"), "MatOST": bytes(99)}),
        "works-6": compound({"\x01CompObj": comp_obj("Quill96 Story Group Class")}),
        "works": compound({"CONTENTS": b"CHNKWKS" + bytes(5000)}),
        "openoffice-1": zipped({"mimetype": "application/vnd.sun.xml.writer", "content.xml": "<x/>"}),
        "staroffice": compound({"StarWriterDocument": bytes(100)}),
        "hangul": compound({"\x05HwpSummaryInformation": bytes(100)}),
        "pages": zipped({"Index/Document.iwa": b"x"}),
        "wordpro-97": b"WordPro\x00" + bytes(10),
        "amipro": b"[ver]\r\n\t4\r\n",
        "xlsx": office(f"{_S}.sheet.main+xml", "xl/workbook.xml"),
        "xlsm": office("vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml"),
        "xlsb": office("vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"),
        "xltx": office(f"{_S}.template.main+xml", "xl/workbook.xml"),
        "xls": compound({"Workbook": struct.pack("<3H", 0x0809, 16, 0x0600).ljust(5000, b"\0")}),
        "xls-5": compound({"Book": struct.pack("<3H", 0x0809, 8, 0x0500).ljust(5000, b"\0")}),
        "xls-unsure": compound({"Book": bytes(5000)}),
        "pptx": office(f"{_P}.presentation.main+xml", "ppt/presentation.xml"),
        "pptm": office("vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "ppt/presentation.xml"),
        "ppsx": office(f"{_P}.slideshow.main+xml", "ppt/presentation.xml"),
        "ppt": compound({"PowerPoint Document": bytes(5000), "Current User": bytes(60)}),
        "visio": compound({"VisioDocument": bytes(5000)}),
        "epub": zipped({"mimetype": "application/epub+zip", "OEBPS/a.xhtml": _HTML}),
        "msg": compound({"__properties_version1.0": bytes(200)}),
        "compound": compound({"Something": bytes(200)}),
        "compound-cut": compound({"Something": bytes(9000)})[:4000],
        "tiff": b"II*\x00\x08\x00\x00\x00",
        "bigtiff": b"II+\x00\x08\x00\x00\x00",
        "jpeg-1.00": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x00\x00",
        "jpeg-1.01": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00",
        "jpeg-1.02": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x02\x00",
        "jpeg": b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00",
        "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
        "gif-87a": b"GIF87a\x01\x00",
        "gif-89a": b"GIF89a\x01\x00",
        "bmp": b"BM" + bytes(12) + b"\x28\x00\x00\x00" + bytes(36),
        "jpeg-2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(20),
        "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        "heif": b"\x00\x00\x00\x18ftypheic" + bytes(8),
        "djvu": b"AT&TFORM\x00\x00\x00\x00DJVM",
        "zip": zipped({"informe.docx": b"x", "datos/notas.txt": b"y"}),
        "jar": zipped({"META-INF/MANIFEST.MF": b"x", "a.class": b"y"}),
        "rar": b"Rar!\x1a\x07\x00" + bytes(9),
        "rar-5": b"Rar!\x1a\x07\x01\x00" + bytes(9),
        "7z": b"7z\xbc\xaf\x27\x1c" + bytes(9),
        "gzip": b"\x1f\x8b\x08" + bytes(9),
        "bzip2": b"BZh91AY&SY" + bytes(9),
        "xz": b"\xfd7zXZ\x00" + bytes(9),
        "cab": b"MSCF" + bytes(9),
        "tar": b"informe.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(100),
        "owner": (b"\x05Perez".ljust(54) + b"\x05\x00P\0e\0r\0e\0z\0").ljust(162, b" "),
        "thumbs": compound({"Catalog": bytes(100), "1": bytes(100)}),
        "shortcut": b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(40),
        "url": b"[InternetShortcut]\r\nURL=https://example.org/\r\n",
        "program": b"MZ" + bytes(58) + b"\x80\x00\x00\x00" + bytes(64) + b"PE\x00\x00",
        "elf": b"\x7fELF\x02\x01\x01" + bytes(9),
        "sqlite": b"SQLite format 3\x00" + bytes(84),
        "access": b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(40),
        "outlook-folders": b"!BDN" + bytes(40),
        "postscript": b"%!PS-Adobe-3.0\n",
        "mp4": b"\x00\x00\x00\x18ftypisom" + bytes(8),
        "mp3": b"ID3\x03\x00" + bytes(20),
        "riff": b"RIFF\x00\x00\x00\x00WAVEfmt ",
        "ogg": b"OggS\x00\x02" + bytes(20),
    }
    for version in ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"):
        binary[f"pdf-{version}"] = f"%PDF-{version}\n".encode()
    for part, conformance in ("1A", "1B", "2A", "2B", "2U", "3A", "3B", "3U"):
        binary[f"pdfa-{part}{conformance.lower()}"] = pdfa(part, conformance)
    for key, mimetype in (("odt", "text"), ("ods", "spreadsheet"), ("odp", "presentation")):
        binary[key] = odf(mimetype)
        for version in ("1.0", "1.1", "1.2", "1.3"):
            binary[f"{key}-{version}"] = odf(mimetype, version)
    doctype = '<!DOCTYPE HTML PUBLIC "-//{}//EN">' + _HTML
    text = {
        "docx-flat": _FLAT,
        "fodt": _FLAT_ODF.format("text"),
        "flat-odf": _FLAT_ODF.format("spreadsheet"),
        "html": _HTML,
        "html-2.0": doctype.format("IETF//DTD HTML 2.0"),
        "html-3.2": doctype.format("W3C//DTD HTML 3.2"),
        "html-4.0": doctype.format("W3C//DTD HTML 4.0 Transitional"),
        "html-4.01": doctype.format("W3C//DTD HTML 4.01"),
        "html-5": "<!doctype html>\n" + _HTML,
        "xhtml-1.0": '<?xml version="1.0"?>' + doctype.format("W3C//DTD XHTML 1.0 Strict"),
        "xhtml-1.1": '<?xml version="1.0"?>' + doctype.format("W3C//DTD XHTML 1.1"),
        "xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        "markdown": "| Objetivo | Ponderación |\n|---|---|\n| Uno | 40 % |\n",
        "text": "Programa de trabajo\n\nObjetivo 1: ampliar la cobertura.\n",
        "word-2003-xml": '<?xml version="1.0"?><w:wordDocument '
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
        "xml-spreadsheet": '<?xml version="1.0"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "xml": '<?xml version="1.0" encoding="UTF-8"?><!-- plan --><plan><meta/></plan>',
        "eml": "MIME-Version: 1.0\r\nFrom: a@example.org\r\nContent-Type: text/plain\r\n\r\nhola\r\n",
        "eml-plain": "Received: by example.org\nFrom: a@example.org\nDate: 1 Jan 2015\n\nhola\n",
        "mhtml": "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
    }
    return {**binary, **{key: content.encode() for key, content in text.items()}}


@pytest.fixture(scope="session")
def samples_by_kind() -> dict[str, bytes]:
    """One small file per kind of the table."""
    return _samples()


@pytest.fixture(scope="session")
def make_zip() -> MakeZip:
    return zipped


@pytest.fixture(scope="session")
def make_compound() -> MakeCompound:
    return compound


@pytest.fixture(scope="session")
def make_fib() -> Callable[..., bytes]:
    return fib
