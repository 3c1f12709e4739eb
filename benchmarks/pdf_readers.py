"""Which characters PDF libraries read on hard files made for the purpose: PDFium, pdfplumber, pdf_oxide.

    python benchmarks/pdf_readers.py [--keep FOLDER]

Each file shows one hardship (forms in forms, turned pages, sideways text, encodings, broken files) and says
``Meta 10,5 peso`` and more; the signs that are read and those missing or wrong are counted, blanks apart, and
whether the first stands where the page shows it. The other tools run in the environment of ``pdf_tables.py``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pdf_tables import python_of

WORDS = "Meta 10,5 peso"
NEAR = 3.0
"""Points between where a sign is read and where it stands."""
Place = tuple[float, float]
Read = tuple[str, Place | None]
"""The signs of a page, and where the first of them stands (top-left origin), if the library says so."""


def pdf(objects: list[bytes]) -> bytes:
    data, at = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (size, table, size)
    return data + end + b"startxref\n%d\n%%%%EOF\n" % len(data)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOX = b"/MediaBox [0 0 400 300]"


def page(content: bytes, font: bytes = HELVETICA, entries: bytes = BOX, *more: bytes) -> bytes:
    """A one-page file; further objects have the numbers from 6."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R %s /Resources << /Font << /F1 5 0 R >> "
            b"/XObject << /X1 6 0 R >> >> /Contents 4 0 R >>" % entries,
            stream(content),
            font,
            *more,
        ]
    )


def said(text: bytes = WORDS.encode(), matrix: bytes = b"1 0 0 1 60 200") -> bytes:
    return b"BT /F1 12 Tf %s Tm (%s) Tj ET" % (matrix, text)


def form(content: bytes, matrix: bytes, inner: int = 0) -> bytes:
    under = b"/XObject << /X1 %d 0 R >>" % inner if inner else b""
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Matrix [%s]" % matrix
    return stream(content, entries + b" /Resources << /Font << /F1 5 0 R >> %s >>" % under)


def to_unicode(pairs: bytes) -> bytes:
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange %s endcmap end end" % pairs
    )


def hard_files() -> dict[str, tuple[bytes, str, Place]]:
    """Name → the file, its signs without blanks, and where the first stands on the page as displayed."""
    plain = WORDS.replace(" ", "")
    here = (60.0, 100.0)
    differences = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        b"/Differences [1 /M /e /t /a /one /zero /comma /five /p /s /o /ntilde] >> >>"
    )
    coded = b"BT /F1 12 Tf 1 0 0 1 60 200 Tm <0102030405060708090202030B0C> Tj ET"
    mapped = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    whole = page(said())
    start = whole.index(b"xref")
    broken = whole[:start] + whole[start:].replace(b"00000 n", b"00001 n").replace(b"000000", b"000009")
    loop = whole.replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 2 0 R]")
    turned = {90: (200.0, 60.0), 180: (340.0, 200.0), 270: (100.0, 340.0)}
    return {
        "plain": (whole, plain, here),
        "form in form, scaled": (
            page(
                b"q 2 0 0 2 0 0 cm /X1 Do Q",
                HELVETICA,
                BOX,
                form(b"q 1 0 0 1 10 0 cm /X1 Do Q", b"1 0 0 1 0 0", 7),
                form(said(matrix=b"2 0 0 2 40 200"), b"0.5 0 0 0.5 0 0"),
            ),
            plain,
            (60.0, 100.0),
        ),
        **{
            f"page turned by {turn}": (
                page(said(), HELVETICA, BOX + b" /Rotate %d" % turn),
                plain,
                place,
            )
            for turn, place in turned.items()
        },
        "text that climbs": (page(said(matrix=b"0 1 -1 0 60 100")), plain, (60.0, 200.0)),
        "crop box": (page(said(), HELVETICA, BOX + b" /CropBox [20 20 380 280]"), plain, (40.0, 80.0)),
        "own encoding": (page(coded, differences), "Meta10,5peetoñ", here),
        "ligature in its map": (
            page(
                b"BT /F1 12 Tf 1 0 0 1 60 200 Tm (o!cina) Tj ET",
                mapped,
                BOX,
                to_unicode(
                    b"1 beginbfchar <21> <00660069> endbfchar 1 beginbfrange <61> <7A> <0061> endbfrange"
                ),
            ),
            "oficina",
            here,
        ),
        "Mac encoding": (
            page(said(b"A\x96o 10,5"), HELVETICA.replace(b"WinAnsi", b"MacRoman")),
            "Año10,5",
            here,
        ),
        "octal and hexadecimal strings": (
            page(b"BT /F1 12 Tf 1 0 0 1 60 200 Tm (\\115et\\141 \\(10,5\\)) Tj <20706573F3> Tj ET"),
            "Meta(10,5)pesó",
            here,
        ),
        "text rise, scale and spacing": (
            page(
                b"BT /F1 12 Tf 3 Tc 5 Tw 50 Tz 1 0 0 1 60 200 Tm [(Me) -500 (ta)] TJ 4 Ts ( 10,5 peso) Tj ET"
            ),
            plain,
            here,
        ),
        "objects in a stream": (object_stream(), plain, here),
        "wrong cross-reference": (broken, plain, here),
        "no trailer": (whole[: whole.index(b"xref")], plain, here),
        "cut in its text": (whole[: whole.index(b"ET\nendstream") + 2], plain, here),
        "page tree with a loop": (loop, plain, here),
        "wrong stream length": (whole.replace(b"/Length ", b"/Length 9"), plain, here),
        "bytes before the header": (b"\x00" * 200 + whole, plain, here),
    }


def object_stream() -> bytes:
    inner = [
        (2, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] "
            b"/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"),
        (5, HELVETICA),
    ]  # fmt: skip
    heads, bodies = b"", b""
    for number, body in inner:
        heads += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    packed = stream(heads + bodies, b"/Type /ObjStm /N 3 /First %d" % len(heads))
    data, at = b"%PDF-1.5\n", {}
    for number, body in ((1, b"<< /Type /Catalog /Pages 2 0 R >>"), (4, stream(said())), (6, packed)):
        at[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at[7] = len(data)
    rows = [(0, 0, 255), (1, at[1], 0), (2, 6, 0), (2, 6, 1), (1, at[4], 0), (2, 6, 2), (1, at[6], 0)]
    table = b"".join(bytes([k]) + a.to_bytes(3, "big") + bytes([b]) for k, a, b in [*rows, (1, at[7], 0)])
    last = stream(table, b"/Type /XRef /Size 8 /W [1 3 1] /Root 1 0 R")
    return data + b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, at[7])


def by_pondera(path: Path) -> Read:
    from ingest.pdf import opening
    from ingest.pdf.glyphs import text_of

    with opening.opened(path.read_bytes(), None) as document:
        sheet = opening.read_sheet(document, 0)
    if sheet is None or not len(sheet.glyphs):
        return "", None
    x, y = sheet.glyphs.origin[0].tolist()
    return text_of(sheet.glyphs.code), (x, y)


def by_pdfplumber(path: Path) -> Read:
    import pdfplumber

    with pdfplumber.open(path) as document:
        only = document.pages[0]
        x0, y0 = only.bbox[:2]
        chars = only.chars
        if not chars:
            return "", None
        x, y = chars[0]["matrix"][4:]
        return "".join(char["text"] for char in chars), (x - x0, chars[0]["top"] + chars[0]["y1"] - y - y0)


def by_pdf_oxide(path: Path) -> Read:
    from pdf_oxide import PdfDocument

    document = PdfDocument(str(path))
    chars = document.extract_chars(0)
    if not chars:
        return "", None
    # Its places are those of user space: neither turned nor cropped. The rest is left to the caller.
    return "".join(char.char for char in chars), (chars[0].origin_x, chars[0].origin_y)


READERS: dict[str, Callable[[Path], Read]] = {
    "pondera": by_pondera,
    "pdfplumber": by_pdfplumber,
    "pdf_oxide": by_pdf_oxide,
}


def work(tool: str, path: Path) -> None:
    """In a process of its own, since a library may die of a file: its reading, as JSON."""
    sys.stdout.write(json.dumps(READERS[tool](path)))


def verdict(tool: str, path: Path, signs: str, place: Place) -> str:
    command = [python_of(tool), __file__, "--work", tool, "--file", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return "hangs"
    if done.returncode:
        return "refuses" if done.returncode > 0 else "dies"
    text, at = json.loads(done.stdout)
    wanted, read = Counter(signs), Counter("".join(text.split()))
    missing, wrong = (wanted - read).total(), (read - wanted).total()
    if missing or wrong:
        return f"-{missing} +{wrong}"
    if tool == "pdf_oxide":
        place = (60.0, 100.0) if "climbs" in path.name else (60.0, 200.0)
    off = at is None or abs(at[0] - place[0]) > NEAR or abs(at[1] - place[1]) > NEAR
    return "elsewhere" if off else "exact"


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--keep", type=Path, help="keep the files in this folder")
    ask.add_argument("--work", default="", help=argparse.SUPPRESS)
    ask.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.work:
        work(args.work, args.file)
        return 0
    exact: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        files = hard_files()
        sys.stdout.write(f"{'file':32}" + "".join(f"{tool:14}" for tool in READERS) + "\n")
        for name, (data, signs, place) in files.items():
            path = folder / f"{name.replace(' ', '-').replace(',', '')}.pdf"
            path.write_bytes(data)
            found = [verdict(tool, path, signs, place) for tool in READERS]
            exact.update(tool for tool, one in zip(READERS, found, strict=True) if one == "exact")
            sys.stdout.write(f"{name:32}" + "".join(f"{one:14}" for one in found) + "\n")
            sys.stdout.flush()
        counts = "".join(f"{exact[tool]}/{len(files)}".ljust(14) for tool in READERS)
        sys.stdout.write(f"{'exact':32}{counts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
