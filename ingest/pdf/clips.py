"""What clipping paths leave to be seen of text objects and paths (ISO 32000-1, 8.5.4).

Only the bounds of a path count, so that nothing is held for hidden that may be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat

import numpy as np

from ingest.pdf import pdfium
from ingest.pdf.frame import moved
from ingest.pdf.pdfium import Argument, Floats

EVERYTHING = (-np.inf, -np.inf, np.inf, np.inf)
_MOST = 2_000
"""Different clipping paths on one page: beyond it nothing is held for hidden."""
_MOST_SEGMENTS = 64
"""Of a path that is looked at: longer ones are drawings."""


def windows(objects: Sequence[Argument], shown: Floats, to_display: Floats) -> Floats | None:
    """For each of n text objects the box (x0, y0, x1, y1) of the page as displayed in which it can be seen;
    None where none is clipped.

    ``shown``: (n, 6), the matrices of the objects on the page, through the forms that they stand in.
    """
    return _windows(objects, lambda k: _form(objects[k], shown[k]), to_display)


def windows_in_frames(objects: Sequence[Argument], frames: Floats) -> Floats | None:
    """As ``windows``, of page objects of any kind; ``frames``: (n, 6), the matrices that lead from what each
    stands in to the page as displayed."""
    return _windows(objects, lambda k: frames[k].reshape(3, 2).T, np.eye(3)[:2])


def _windows(objects: Sequence[Argument], form: Callable[[int], Floats], to_display: Floats) -> Floats | None:
    clips = pdfium.pointers(map(pdfium.object_clip, objects))
    counts = pdfium.answers(pdfium.clip_path_count, np.int64, len(clips), clips)
    if (counts <= 0).all():
        return None
    # Objects that share a path share its points in PDFium's memory; where there is no path, there are none.
    last = map(pdfium.clip_segment, clips, (counts - 1).tolist(), repeat(0))
    points = np.fromiter(last, np.uint64, len(clips))
    _, first, which = np.unique(points, return_index=True, return_inverse=True)
    if len(first) > _MOST:
        return None
    boxes = [_window(clips[k], int(counts[k]), form(k), to_display) for k in first.tolist()]
    return np.array(boxes)[which]


def _form(item: Argument, shown: Floats) -> Floats:
    """The 2 × 3 matrix from the space of an object's form to the page: what leads from its own matrix to the
    one under which it is shown."""
    own = np.eye(3)
    own[:, :2] = pdfium.MATRIX.written(pdfium.object_matrix, 1, [item])[0].reshape(3, 2)
    placed = np.eye(3)
    placed[:, :2] = shown.reshape(3, 2)
    if abs(np.linalg.det(own)) < 1e-9:
        return np.eye(3)[:2]
    made: Floats = (np.linalg.inv(own) @ placed)[:, :2].T
    return made


def _window(clip: Argument, count: int, form: Floats, to_display: Floats) -> tuple[float, ...]:
    box = np.array(EVERYTHING)
    for path in range(count):
        length = pdfium.clip_segment_count(clip, path)
        if not 2 <= length <= _MOST_SEGMENTS:
            continue
        points = pdfium.pointers(map(pdfium.clip_segment, repeat(clip), repeat(path), range(length)))
        at = pdfium.SEGMENT_POINT.written(pdfium.segment_point, length, points).astype(np.float64)
        at = moved(to_display, moved(form, at))
        box[:2] = np.maximum(box[:2], at.min(axis=0))
        box[2:] = np.minimum(box[2:], at.max(axis=0))
    return tuple(box.tolist())
