"""Folders → files: order, names, what is left out, links, and what cannot be reached."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.walk import Found, Missed, printable, unreachable, walk

posix = pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and modes of POSIX")


def plant(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(*given: Path, leave_out: tuple[Path, ...] = ()) -> list[str]:
    return [item.name for item in walk(given, leave_out=leave_out)]


def missed(*given: Path) -> list[tuple[str, str]]:
    return [(item.name, item.problem.kind) for item in walk(given) if isinstance(item, Missed)]


# Order and names


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    plant(tmp_path, "b.docx", "a/z.docx", "a-b.docx", "a.docx", "a/b/c.docx", "A.docx", "ñ.docx", "a0.docx")
    found = names(tmp_path)
    assert found == sorted(found)
    assert found == ["A.docx", "a-b.docx", "a.docx", "a/b/c.docx", "a/z.docx", "a0.docx", "b.docx", "ñ.docx"]


def test_each_name_leads_to_its_file(tmp_path: Path) -> None:
    plant(tmp_path, "a.docx", "sub/b.docx")
    assert [item.path.read_text() for item in walk([tmp_path])] == ["a.docx", "sub/b.docx"]


def test_one_file_is_known_by_its_name(tmp_path: Path) -> None:
    plant(tmp_path, "sub/a.docx")
    assert names(tmp_path / "sub" / "a.docx") == ["a.docx"]


def test_several_paths_are_known_from_the_folder_that_holds_them_all(tmp_path: Path) -> None:
    plant(tmp_path, "2014/plan.docx", "2015/plan.docx", "note.txt")
    paths = [tmp_path / "2015", tmp_path / "note.txt", tmp_path / "2014"]
    assert names(*paths) == names(*reversed(paths)) == ["2014/plan.docx", "2015/plan.docx", "note.txt"]


def test_a_path_given_twice_or_within_another_is_walked_once(tmp_path: Path) -> None:
    plant(tmp_path, "a/b/c.docx", "a/d.docx")
    assert names(tmp_path, tmp_path / "a" / "b", tmp_path / "a", tmp_path / "a" / "d.docx", tmp_path) == [
        "a/b/c.docx",
        "a/d.docx",
    ]


def test_paths_with_dots_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "sub/a.docx")
    monkeypatch.chdir(tmp_path / "sub")
    assert names(Path("..") / "sub" / "." / "a.docx") == ["a.docx"]
    assert names(Path()) == ["a.docx"]


def test_nothing_given_and_nothing_there(tmp_path: Path) -> None:
    assert names() == []
    assert names(tmp_path) == []


def test_a_path_that_does_not_exist_is_said_at_once(tmp_path: Path) -> None:
    plant(tmp_path, "a.docx")
    with pytest.raises(FileNotFoundError):
        next(walk([tmp_path / "a.docx", tmp_path / "b.docx"]))


def test_the_listing_of_the_system_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, *(f"{number}/{other}.docx" for number in range(5) for other in range(5)))
    straight, scandir = names(tmp_path), os.scandir

    class Backwards:
        def __init__(self, path: str) -> None:
            self._listing = scandir(path)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(list(self._listing)[::-1])

        def __exit__(self, *_: object) -> None:
            self._listing.close()

    monkeypatch.setattr(os, "scandir", Backwards)
    assert names(tmp_path) == straight


@posix
def test_names_that_are_no_utf_8_or_hold_line_breaks(tmp_path: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/ma\xf1ana.docx"))).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    (tmp_path / "two\nlines\x1b[2J.docx").write_text("y")
    found = list(walk([tmp_path]))
    assert [item.name for item in found] == ["ma\\xf1ana.docx", "two\\x0alines\\x1b[2J.docx"]
    assert [item.path.read_text() for item in found] == ["x", "y"]


@given(name=st.binary(min_size=1, max_size=30))
def test_printable_names_can_stand_anywhere(name: bytes) -> None:
    shown = printable(os.fsdecode(name)) if os.name == "posix" else printable(name.decode("latin-1"))
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert all(character >= " " and not "\x7f" <= character < "\xa0" for character in shown)


@settings(max_examples=60, deadline=None)
@given(
    tree=st.sets(
        st.lists(st.sampled_from("ab-.0ñ"), min_size=1, max_size=4).map(tuple), min_size=1, max_size=15
    )
)
def test_any_tree_is_walked_in_order_and_whole(
    tree: set[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("tree")
    planted = set()
    for parts in tree:
        path = root.joinpath(*(f"{part}x" for part in parts[:-1]), f"{parts[-1]}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        if not any(part.startswith(".") for part in path.relative_to(root).parts):
            planted.add(path.relative_to(root).as_posix())
    assert names(root) == sorted(planted)


# What is left out


def test_what_no_person_put_there_is_left_out(tmp_path: Path) -> None:
    kept = ["a.docx", "~a.docx", "$a.docx", "thumbs.docx", "desktop.ini.docx", "~WRa.docx"]
    left = [
        "~$a.docx",
        ".a.docx",
        ".git/a.docx",
        ".~lock.a.odt#",
        "Thumbs.db",
        "sub/thumbs.DB",
        "desktop.ini",
        "~WRL0001.tmp",
        "__MACOSX/a.docx",
        "$RECYCLE.BIN/a.docx",
        ".DS_Store",
    ]
    plant(tmp_path, *kept, *left)
    assert names(tmp_path) == sorted(kept)


@pytest.mark.parametrize("name", ["~$a.docx", ".a.docx", "Thumbs.db", ".hidden/a.docx"])
def test_a_file_given_by_itself_is_always_taken(tmp_path: Path, name: str) -> None:
    plant(tmp_path, name, "b.docx")
    assert names(tmp_path / name) == [Path(name).name]
    assert names(tmp_path, tmp_path / name) == sorted(["b.docx", name])


def test_a_hidden_folder_given_by_itself_is_walked(tmp_path: Path) -> None:
    plant(tmp_path, ".hidden/a.docx", ".hidden/.b.docx")
    assert names(tmp_path / ".hidden") == ["a.docx"]


def test_the_output_is_left_out(tmp_path: Path) -> None:
    plant(tmp_path, "a.docx", "out/documents.csv", "out2/b.docx", "sub/out/c.docx")
    assert names(tmp_path, leave_out=(tmp_path / "out",)) == ["a.docx", "out2/b.docx", "sub/out/c.docx"]
    assert names(tmp_path, leave_out=(tmp_path / "sub" / ".." / "out", tmp_path / "sub")) == [
        "a.docx",
        "out2/b.docx",
    ]
    assert names(tmp_path, leave_out=(tmp_path / "a.docx",))[0] == "out/documents.csv"
    assert names(tmp_path, leave_out=(tmp_path / "none",))[0] == "a.docx"


def test_a_folder_given_by_itself_is_walked_though_it_is_the_output(tmp_path: Path) -> None:
    plant(tmp_path, "out/a.docx", "out/in/b.docx")
    assert names(tmp_path / "out", leave_out=(tmp_path / "out",)) == ["a.docx", "in/b.docx"]
    assert names(tmp_path / "out" / "in", leave_out=(tmp_path / "out",)) == ["b.docx"]


@posix
def test_the_output_reached_by_a_link_is_left_out(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.docx", "out/documents.csv")
    (tmp_path / "in" / "results").symlink_to(tmp_path / "out")
    assert names(tmp_path / "in", leave_out=(tmp_path / "out",)) == ["a.docx"]


# Links


@posix
def test_a_link_to_a_folder_elsewhere_is_entered_once(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.docx", "share/b.docx", "share/sub/c.docx")
    (tmp_path / "in" / "one").symlink_to(tmp_path / "share")
    (tmp_path / "in" / "two").symlink_to(tmp_path / "share")
    (tmp_path / "in" / "three").symlink_to(tmp_path / "share" / "sub")
    assert names(tmp_path / "in") == ["a.docx", "one/b.docx", "one/sub/c.docx"]


@posix
def test_a_folder_and_then_the_one_that_holds_it_are_linked(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.docx", "share/b.docx", "share/sub/c.docx")
    (tmp_path / "in" / "first").symlink_to(tmp_path / "share" / "sub")
    (tmp_path / "in" / "second").symlink_to(tmp_path / "share")
    assert names(tmp_path / "in") == ["a.docx", "first/c.docx", "second/b.docx"]


@posix
@pytest.mark.parametrize("target", [".", "..", "../..", "sub", "sub/deep"])
def test_links_that_run_in_circles(tmp_path: Path, target: str) -> None:
    root = tmp_path / "in"
    plant(root, "a.docx", "sub/b.docx", "sub/deep/c.docx")
    (root / "loop").symlink_to(root / target)
    (root / "sub" / "deep" / "back").symlink_to(root)
    assert names(root) == ["a.docx", "sub/b.docx", "sub/deep/c.docx"]


@posix
def test_two_folders_that_link_to_each_other(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.docx", "other/b.docx")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "other")
    (tmp_path / "other" / "in").symlink_to(tmp_path / "in")
    assert names(tmp_path / "in") == ["a.docx", "other/b.docx"]
    assert names(tmp_path / "in", tmp_path / "other") == ["in/a.docx", "other/b.docx"]


@posix
def test_links_to_files_and_to_nothing(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.docx", "elsewhere.docx")
    (tmp_path / "in" / "b.docx").symlink_to(tmp_path / "elsewhere.docx")
    (tmp_path / "in" / "gone.docx").symlink_to(tmp_path / "gone.docx")
    (tmp_path / "in" / "self.docx").symlink_to(tmp_path / "in" / "self.docx")
    assert names(tmp_path / "in") == ["a.docx", "b.docx", "gone.docx", "self.docx"]
    assert missed(tmp_path / "in") == [("gone.docx", "broken_link"), ("self.docx", "broken_link")]
    assert missed(tmp_path / "in" / "gone.docx") == [("gone.docx", "broken_link")]


@posix
def test_a_given_folder_may_be_a_link(tmp_path: Path) -> None:
    plant(tmp_path, "real/a.docx")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path / "link") == ["a.docx"]


# What cannot be read


@posix
def test_pipes_sockets_and_devices_are_reported_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "a.docx")
    os.mkfifo(tmp_path / "pipe.docx")
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.docx")
        (tmp_path / "null.docx").symlink_to("/dev/null")
        special = ["null.docx", "pipe.docx", "socket.docx"]
        assert names(tmp_path) == ["a.docx", *special]
        assert missed(tmp_path) == [(name, "special_file") for name in special]
    assert missed(tmp_path / "pipe.docx") == [("pipe.docx", "special_file")]


@posix
def test_a_folder_without_permission_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    plant(tmp_path, "a.docx", "closed/b.docx", "open/c.docx")
    (tmp_path / "closed").chmod(0)
    try:
        items = _as_nobody(lambda: [f"{item.name} {_kind(item)}" for item in walk([tmp_path])], tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert items == ["a.docx found", "closed/ no_permission", "open/c.docx found"]


@posix
def test_a_given_folder_without_permission_has_a_name_too(tmp_path: Path) -> None:
    plant(tmp_path, "closed/b.docx")
    (tmp_path / "closed").chmod(0)
    try:
        items = _as_nobody(
            lambda: [f"{item.name} {_kind(item)}" for item in walk([tmp_path / "closed"])], tmp_path
        )
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert items == ["closed/ no_permission"]


def _kind(item: Found | Missed) -> str:
    return item.problem.kind if isinstance(item, Missed) else "found"


def _as_nobody(action: Callable[[], list[str]], reachable: Path) -> list[str]:
    """What ``action`` gives to a user without rights: root, as whom tests may run, may read everything."""
    if os.geteuid() != 0:
        return action()
    folders = [folder for folder in reachable.parents if folder.stat().st_uid == 0 and folder != Path("/")]
    modes = {folder: folder.stat().st_mode & 0o7777 for folder in (reachable, *folders)}
    for folder, mode in modes.items():
        folder.chmod(mode | 0o055)
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        os.write(sink, "\n".join(action()).encode())
        os._exit(0)
    os.close(sink)
    os.waitpid(child, 0)
    for folder, mode in modes.items():
        folder.chmod(mode)
    with os.fdopen(source, "rb") as answer:
        return answer.read().decode().split("\n")


def test_a_listing_that_fails_half_way_keeps_what_it_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "a.docx", "sub/b.docx")
    scandir = os.scandir

    class Failing:
        def __init__(self, path: Path) -> None:
            self._listing, self._is_bad = scandir(path), Path(path).name == "sub"

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return self._entries()

        def _entries(self) -> Iterator[os.DirEntry[str]]:
            yield from self._listing
            if self._is_bad:
                raise OSError(errno.EIO, "input/output error")

        def __exit__(self, *_: object) -> None:
            self._listing.close()

    monkeypatch.setattr(os, "scandir", Failing)
    assert [(item.name, _kind(item)) for item in walk([tmp_path])] == [
        ("a.docx", "found"),
        ("sub/", "unreachable"),
        ("sub/b.docx", "found"),
    ]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PermissionError(errno.EACCES, "x"), "no_permission"),
        (FileNotFoundError(errno.ENOENT, "x"), "not_found"),
        (NotADirectoryError(errno.ENOTDIR, "x"), "not_found"),
        (OSError(errno.EIO, "x"), "unreachable"),
        (OSError("x"), "unreachable"),
    ],
)
def test_what_is_said_of_an_error_of_the_system(error: OSError, kind: str) -> None:
    problem = unreachable(error)
    assert problem.kind == kind
    assert problem.message("es") != problem.message("en")
    if error.errno == errno.EIO:
        assert "EIO" in problem.message("es")


@posix
def test_folders_nested_deeper_than_calls(tmp_path: Path) -> None:
    depth = min(1100, (os.pathconf(tmp_path, "PC_PATH_MAX") - len(str(tmp_path)) - 10) // 2)
    folders = [Path(str(tmp_path) + "/d" * level) for level in range(1, depth + 1)]
    for folder in folders:
        folder.mkdir()
    (folders[-1] / "a").write_text("x")
    try:
        assert names(tmp_path) == ["d/" * depth + "a"]
    finally:  # at once, for what clears old folders of tests away calls itself for each level
        (folders[-1] / "a").unlink()
        for folder in reversed(folders):
            folder.rmdir()
    assert depth > 400


def test_a_folder_of_many_files(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.txt").touch()
    assert names(tmp_path) == sorted(f"{number}.txt" for number in range(3000))


def test_what_does_not_exist_is_told_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "b.docx").touch()
    given = [tmp_path / "a.docx", tmp_path / "b.docx", tmp_path / "c" / "d.docx"]
    found = list(walk(given, tell_absent=True))
    assert [(item.name, type(item)) for item in found] == [
        ("a.docx", Missed),
        ("b.docx", Found),
        ("c/d.docx", Missed),
    ]
    assert [item.problem.kind for item in found if isinstance(item, Missed)] == ["absent", "absent"]
    with pytest.raises(FileNotFoundError):
        list(walk(given))
