"""What goes wrong with uploads: each story plays one fault in a `Room` and says what must have come of it."""

import errno
import hashlib
import io
import os
import shutil
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

from tests.uploads import (
    DAY_S,
    POLL_S,
    SETTLE,
    Room,
    digest_of,
    episode_files,
    film,
    sums_of,
    write,
    zipped,
)
from videopipe.model.errors import DiskFull, ToolFailed
from videopipe.watch.inbox import InboxAway
from videopipe.watch.jobs import JobState
from videopipe.watch.ledger import Lease
from videopipe.watch.limits import Limits
from videopipe.watch.names import DONE, NOTE_FACTS, NOTE_PAGE, PLACE_MARK, REFUSED

RECEIVED, WAITING, QUEUED, PROCESSING, PUBLISHED, REFUSED_, FAILED = JobState

Story = Callable[[Room], None]
FAULTS: dict[str, Story] = {}


def fault(story: Story) -> Story:
    """Into the table, under its name."""
    FAULTS[story.__name__] = story
    return story


def said(room: Room, name: str) -> str:
    """Everything that a note says, as one text."""
    return str(room.note(name))


# Uploads that come slowly, in pieces, in any order.


@fault
def an_upload_pauses_for_longer_than_the_window_in_the_middle_of_a_film(room: Room) -> None:
    files = episode_files()
    whole = files["raw/A001.mp4"]
    room.put("gz", {**files, "raw/A001.mp4": whole[:1000]})
    room.poll(3 * SETTLE)
    assert room.row("gz").state is WAITING
    assert "raw/A001.mp4" in said(room, "gz")
    assert room.maker.made == []
    room.put("gz", {"raw/A001.mp4": whole})
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)
    assert len(room.rows("gz")) == 1


@fault
def an_upload_breaks_off_and_nobody_notices(room: Room) -> None:
    files = episode_files()
    room.put("gz", {**files, "raw/A001.mp4": files["raw/A001.mp4"][:-100]})
    room.settle()
    assert room.row("gz").state is WAITING
    room.time.go_on(DAY_S)
    room.poll(2)
    room.check({"gz": REFUSED_}, films=0)
    assert room.note("gz")["refusal"]["file"] == "raw/A001.mp4"  # type: ignore[index]
    room.poll(20)
    assert [row.state for row in room.rows("gz")] == [REFUSED_]


@fault
def a_camera_writes_the_index_of_its_film_at_the_very_end(room: Room) -> None:
    files = episode_files()
    whole = files["raw/A001.mp4"]
    for part in range(500, len(whole) - 4, 500):
        room.put("gz", {**files, "raw/A001.mp4": whole[:part]})
        room.poll(SETTLE + 1)
    room.put("gz", {"raw/A001.mp4": whole})
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_share_shows_the_full_size_before_the_bytes_have_come(room: Room) -> None:
    files = episode_files()
    room.put("gz", {**files, "raw/A001.mp4": bytes(len(files["raw/A001.mp4"]))})
    room.poll(2 * SETTLE)
    assert room.row("gz").state is WAITING
    room.put("gz", files)
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_client_uploads_under_another_name_and_renames(room: Room) -> None:
    files = episode_files()
    partial = {**files}
    partial["raw/A001.mp4.part"] = partial.pop("raw/A001.mp4")[:700]
    folder = room.put("gz", partial)
    room.poll(2 * SETTLE)
    assert "正在上传" in said(room, "gz")
    (folder / "raw" / "A001.mp4.part").write_bytes(files["raw/A001.mp4"])
    room.poll(2 * SETTLE)
    assert room.row("gz").state is WAITING
    (folder / "raw" / "A001.mp4.part").rename(folder / "raw" / "A001.mp4")
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_whole_folder_is_renamed_after_it_was_received(room: Room) -> None:
    room.put("新建文件夹", episode_files())
    room.poll(2)
    (room.inbox / "新建文件夹").rename(room.inbox / "gz")
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def names_that_are_still_being_written_are_nobodys_upload(room: Room) -> None:
    for name in (
        "a.mp4.part",
        "b.mp4.crdownload",
        "c.zip.filepart",
        "~$d.mp4",
        ".e.mp4",
        "f.mp4.tmp",
        "g.zip.partial",
        "h.mp4.aspx",
    ):
        room.drop(name, film())
    room.put("上传.tmp", episode_files())
    room.poll(3 * SETTLE)
    room.check({}, films=0)


@fault
def sidecars_come_in_any_order(room: Room) -> None:
    yaml = "city: 深圳\ndate: 2019-05-20T10:00+08:00\ntitle: 创新\nid: sz\nseries: test\n".encode()
    parts = {"访谈.srt": b"1\n00:00:01,000 --> 00:00:02,000\nx\n", "访谈.mp4": film("sz"), "访谈.yaml": yaml}
    for name, content in parts.items():
        room.drop(name, content)
        room.poll(2 * SETTLE)
    room.settle()
    room.check({"访谈.mp4": PUBLISHED}, films=1)


@fault
def the_description_of_a_folder_comes_last(room: Room) -> None:
    files = episode_files()
    text = files.pop("episode.yaml")
    room.put("gz", files)
    room.poll(4 * SETTLE)
    assert room.row("gz").state is WAITING
    assert "episode.yaml" in said(room, "gz")
    room.put("gz", {"episode.yaml": text})
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_film_that_the_episode_names_comes_a_day_later(room: Room) -> None:
    files = episode_files()
    whole = files.pop("raw/A001.mp4")
    room.put("gz", files)
    room.settle()
    room.time.go_on(2 * DAY_S)
    room.poll(3)
    assert room.row("gz").state is WAITING
    assert "raw/A001.mp4" in said(room, "gz")
    room.put("gz", {"raw/A001.mp4": whole})
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_file_grows_after_the_sender_said_ready(room: Room) -> None:
    files = episode_files()
    whole = files["raw/A001.mp4"]
    room.put("gz", {**files, "raw/A001.mp4": whole[:600], ".ready": b""})
    for size in (900, 1500, 2500):
        room.poll()
        room.put("gz", {"raw/A001.mp4": whole[:size]})
    room.poll(2)
    room.put("gz", {"raw/A001.mp4": whole})
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def ready_makes_it_quicker(room: Room) -> None:
    room.put("gz", {**episode_files(), ".ready": b""})
    room.put("sz", episode_files("sz"))
    room.drop("sz.done", b"")
    room.poll(2)
    room.check({"gz": PUBLISHED, "sz": PUBLISHED}, films=2)


@fault
def events_repeat_and_nothing_has_changed(room: Room) -> None:
    room.put("gz", episode_files())
    for _ in range(50):
        room.watcher.poll()
        room.watcher.work()
    assert room.maker.made == []
    room.settle()
    for _ in range(50):
        room.watcher.poll()
        room.watcher.work()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_file_changes_while_it_is_copied(room: Room) -> None:
    files = episode_files()
    room.put("gz", files)
    real, done = os.fstat, list[int]()

    def changing(handle: int) -> os.stat_result:
        found = real(handle)
        if stat.S_ISREG(found.st_mode) and found.st_size == len(files["raw/A001.mp4"]) and not done:
            done.append(1)
            room.put("gz", {"raw/A001.mp4": film("other")})
            return real(handle)
        return found

    room.poll(SETTLE)
    with mock.patch("videopipe.watch.intake.os.fstat", changing):
        room.poll()
    assert done
    assert room.maker.made == []
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


# The same again, and something new under an old name.


@fault
def an_upload_is_sent_again_as_it_was(room: Room) -> None:
    folder = room.put("gz", episode_files())
    room.settle()
    shutil.rmtree(folder)
    room.poll()
    room.put("gz", episode_files())
    room.time.go_on(60)
    for path in folder.rglob("*"):
        os.utime(path, (room.time.now_s, room.time.now_s))
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)
    assert len(room.rows("gz")) == 1


@fault
def the_same_content_comes_under_another_name_and_zipped(room: Room) -> None:
    room.put("gz", episode_files())
    room.settle()
    room.put("gz-最终版", episode_files())
    room.drop("gz.zip", zipped(episode_files(), top="广州/"))
    room.settle()
    room.check(dict.fromkeys(("gz", "gz-最终版", "gz.zip"), PUBLISHED), films=1)
    for name in ("gz-最终版", "gz.zip"):
        assert room.note(name)["same_as"] == "gz"
        assert room.row(name).bundle == room.row("gz").bundle


@fault
def a_lone_video_comes_again_under_another_name(room: Room) -> None:
    yaml = "city: 深圳\ndate: 2019-05-20T10:00+08:00\ntitle: 创新\nid: sz\n".encode()
    for stem in ("a", "b"):
        room.drop(f"{stem}.mp4", film("sz"))
        room.drop(f"{stem}.yaml", yaml)
        room.drop(f"{stem}.srt", b"1\n00:00:01,000 --> 00:00:02,000\nx\n")
    room.settle()
    room.check({"a.mp4": PUBLISHED, "b.mp4": PUBLISHED}, films=1)


@fault
def new_content_comes_under_the_same_name(room: Room) -> None:
    room.put("gz", episode_files())
    room.settle()
    room.put("gz", episode_files(title="新标题"))
    room.settle()
    room.check({"gz": PUBLISHED}, films=2)
    assert [(row.version, Path(row.bundle).name) for row in room.rows("gz")] == [(1, "v1"), (2, "v2")]


@fault
def a_city_goes_back_to_what_it_had_sent_first(room: Room) -> None:
    for title in ("甲", "乙", "甲"):
        room.put("gz", episode_files(title=title))
        room.settle()
    assert [row.state for row in room.rows("gz")] == [PUBLISHED] * 3
    assert len(room.maker.made) == 3
    assert room.rows("gz")[2].same_as is None


@fault
def new_content_comes_while_the_old_is_being_made(room: Room) -> None:
    room.put("gz", episode_files())
    old = digest_of(room.inbox / "gz")
    room.maker.meanwhile = lambda: (room.put("gz", episode_files(title="新标题")), None)[1]
    room.poll(SETTLE + 1)
    room.maker.meanwhile = lambda: None
    room.settle()
    room.check({"gz": PUBLISHED}, films=2)
    assert room.maker.made == [old, digest_of(room.inbox / "gz")]


@fault
def an_upload_is_taken_back_before_it_was_complete(room: Room) -> None:
    files = episode_files()
    files.pop("raw/A001.mp4")
    folder = room.put("gz", files)
    room.settle()
    assert room.row("gz").state is WAITING
    shutil.rmtree(folder)
    room.poll()
    room.check({}, films=0)
    assert room.notes() == []


# Checksums.


@fault
def a_checksum_is_wrong_and_put_right(room: Room) -> None:
    files = episode_files()
    room.put("gz", {**files, "md5sums.txt": sums_of({**files, "raw/A001.mp4": b"other"})})
    room.poll(3 * SETTLE)
    room.check({"gz": REFUSED_}, films=0)
    assert "raw/A001.mp4" in said(room, "gz")
    assert len(room.rows("gz")) == 1
    room.put("gz", {"md5sums.txt": sums_of(files)})
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_list_names_a_file_that_comes_later(room: Room) -> None:
    files = episode_files()
    room.put("gz", {**files, "photo.jpg.sha256": sums_of({"photo.jpg": b"jpg"}, "sha256")})
    room.poll(3 * SETTLE)
    assert room.row("gz").state is WAITING
    assert "photo.jpg" in said(room, "gz")
    room.put("gz", {"photo.jpg": b"jpg"})
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def a_bag_comes_piece_by_piece(room: Room) -> None:
    files = {f"data/{path}": content for path, content in episode_files().items()}
    papers = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha256.txt": sums_of(files, "sha256"),
    }
    for path, content in {**papers, **files}.items():
        room.put("bag", {path: content})
        room.poll(2)
    room.settle()
    room.check({"bag": PUBLISHED}, films=1)


@fault
def a_media_hash_list_is_held_against_every_file(room: Room) -> None:
    files = episode_files()
    hashes = "".join(
        f"<hash><path size='{len(content)}'>{path}</path><sha1>{hashlib.sha1(content, usedforsecurity=False).hexdigest()}</sha1></hash>"
        for path, content in files.items()
    )
    text = f'<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0"><hashes>{hashes}</hashes></hashlist>'
    room.put("gz", {**files, "ascmhl/0001_gz.mhl": text.encode()})
    room.put("sz", {**files, "raw/A001.mp4": film("sz"), "ascmhl/0001_sz.mhl": text.encode()})
    room.poll(3 * SETTLE)
    room.check({"gz": PUBLISHED, "sz": REFUSED_}, films=1)


@fault
def a_list_beside_a_zip_is_held_against_the_zip(room: Room) -> None:
    good, bad = zipped(episode_files()), zipped(episode_files("sz"))
    room.drop("gz.zip", good)
    room.drop("gz.zip.md5", sums_of({"gz.zip": good}))
    room.drop("sz.zip", bad)
    room.drop("sz.md5", sums_of({"sz.zip": good}))
    room.poll(3 * SETTLE)
    room.check({"gz.zip": PUBLISHED, "sz.zip": REFUSED_}, films=1)


# The place, the clock, rights.


@contextmanager
def away(room: Room) -> Iterator[None]:
    """The mount vanishes and leaves the empty folder it was mounted on."""
    aside = room.home / "mounted"
    room.inbox.rename(aside)
    room.inbox.mkdir()
    yield
    room.inbox.rmdir()
    aside.rename(room.inbox)


@fault
def the_mount_is_gone_for_a_minute_and_comes_back(room: Room) -> None:
    room.put("gz", episode_files())
    files = episode_files("sz")
    files.pop("raw/A001.mp4")
    room.put("sz", files)
    room.poll(2)
    before = room.states()
    with away(room):
        room.poll(6)
        assert list(room.inbox.iterdir()) == []
        assert room.states() == before
    room.put("sz", episode_files("sz"))
    room.settle()
    room.check({"gz": PUBLISHED, "sz": PUBLISHED}, films=2)


@fault
def the_mount_goes_while_an_upload_is_made(room: Room) -> None:
    room.put("gz", episode_files())
    room.poll(SETTLE)
    stack: list[object] = []
    gone = away(room)
    room.maker.meanwhile = lambda: stack.append(gone.__enter__())
    room.poll()
    assert room.row("gz").state is PUBLISHED
    room.poll(3)
    gone.__exit__(None, None, None)
    room.maker.meanwhile = lambda: None
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def another_disk_is_mounted_in_its_place(room: Room) -> None:
    room.put("gz", episode_files())
    room.poll(2)
    aside = room.home / "mounted"
    room.inbox.rename(aside)
    room.inbox.mkdir()
    room.drop(PLACE_MARK, b"of another inbox\n")
    room.put("other", episode_files("other"))
    room.poll(3 * SETTLE)
    assert set(room.states()) == {"gz"}
    try:
        room.another("w2")
    except InboxAway:
        pass
    else:
        raise AssertionError("another inbox was taken for this one")
    shutil.rmtree(room.inbox)
    aside.rename(room.inbox)
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def somebody_deletes_the_mark_of_the_inbox(room: Room) -> None:
    (room.inbox / PLACE_MARK).unlink()
    room.put("gz", episode_files())
    room.settle()
    assert (room.inbox / PLACE_MARK).is_file()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def the_clock_is_put_forth_and_back_while_an_upload_pauses(room: Room) -> None:
    files = episode_files()
    room.put("gz", {**files, "raw/A001.mp4": files["raw/A001.mp4"][:900]})
    room.poll(SETTLE + 1)
    for jump in (3 * DAY_S, -7 * DAY_S, 365 * DAY_S, -400 * DAY_S):
        room.time.jump(jump)
        room.poll(2)
        assert room.row("gz").state is WAITING
    room.put("gz", files)
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@contextmanager
def no_right(path: Path) -> Iterator[None]:
    """Nobody may look into `path`, not even root, who runs some of these tests."""
    real = os.scandir

    def asked(where: str | Path) -> object:
        if str(where) == str(path):
            raise PermissionError(errno.EACCES, "Permission denied", str(where))
        return real(where)

    with mock.patch("videopipe.watch.scan.os.scandir", asked):
        yield


@fault
def the_right_to_read_is_lost_and_given_back(room: Room) -> None:
    room.put("gz", episode_files())
    room.put("sz", {**episode_files("sz"), "raw/A001.mp4": b"FILM"})
    room.settle()
    with no_right(room.inbox / "gz"), no_right(room.inbox / "sz"):
        pass
    with no_right(room.inbox / "gz"):
        room.poll(3 * SETTLE)
    with no_right(room.inbox / "sz"):
        room.poll(3 * SETTLE)
        assert "无权读取" in said(room, "sz")
    room.put("sz", episode_files("sz"))
    room.settle()
    room.check({"gz": PUBLISHED, "sz": PUBLISHED}, films=2)
    assert len(room.rows("gz")) == 1


@fault
def a_citys_folder_can_not_be_read_for_a_while(room: Room) -> None:
    files = episode_files()
    files.pop("raw/A001.mp4")
    room.put("广州/gz", files)
    room.settle()
    before = room.row("广州/gz")
    with no_right(room.inbox / "广州"):
        room.poll(3 * SETTLE)
    assert room.row("广州/gz").id == before.id
    room.put("广州/gz", episode_files())
    room.settle()
    room.check({"广州/gz": PUBLISHED}, films=1)


@fault
def a_file_can_not_be_opened_for_a_while(room: Room) -> None:
    room.put("gz", episode_files())
    real = os.open

    def refusing(path: str, *rest: int, **more: int) -> int:
        if path == "A001.mp4":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, *rest, **more)

    with mock.patch("videopipe.watch.inside.os.open", refusing):
        room.poll(3 * SETTLE)
    assert room.row("gz").state is QUEUED
    assert "A001.mp4" in said(room, "gz")
    room.poll(10)
    room.check({"gz": PUBLISHED}, films=1)


# Several programs, dying programs, troubles of ours.


@fault
def two_watchers_are_on_one_inbox(room: Room) -> None:
    other = room.another("w2")
    for name in ("gz", "sz", "zh", "fs"):
        room.put(name, episode_files(name))
    for _ in range(SETTLE + 3):
        for watcher in (room.watcher, other):
            watcher.poll()
        while room.watcher.work() | other.work():
            pass
        room.time.go_on(POLL_S)
    room.poll()
    room.check(dict.fromkeys(("gz", "sz", "zh", "fs"), PUBLISHED), films=4)


@fault
def a_watcher_dies_at_work_and_another_goes_on_when_its_lease_lapses(room: Room) -> None:
    room.put("gz", episode_files())
    room.poll(SETTLE)
    room.watcher.poll()
    dead = room.ledger.take(
        replace_lease("dead"), now=room.time.now_s, beat=room.time.steady_s, lease_s=room.settings.lease_s
    )
    assert dead is not None
    write(room.work / "inbox" / f"{dead.id}-dead", {"raw/A001.mp4": b"half a copy"})
    room.time.jump(-DAY_S)
    room.poll(2)
    assert room.row("gz").state is PROCESSING
    room.poll(3)
    room.check({"gz": PUBLISHED}, films=1)


def replace_lease(name: str) -> "Lease":
    """Of a program that never beats."""
    return Lease("boot", name)


@fault
def the_machine_is_started_again_while_it_was_at_work(room: Room) -> None:
    room.put("gz", episode_files())
    room.poll(SETTLE)
    room.watcher.poll()
    room.ledger.take(replace_lease("dead"), now=room.time.now_s, beat=room.time.steady_s, lease_s=30)
    room.time.steady_s = 3.0
    room.watcher = room.another("w2", boot="another start")
    room.poll(1)
    room.check({"gz": PUBLISHED}, films=1)


@fault
def our_disk_is_full_for_a_while(room: Room) -> None:
    room.put("gz", episode_files())
    room.maker.trouble = [DiskFull(folder="/work"), OSError(errno.ENOSPC, "No space left on device")]
    room.poll(SETTLE + 1)
    assert room.row("gz").state is QUEUED
    assert "磁盘" in said(room, "gz")
    room.poll(15)
    room.check({"gz": PUBLISHED}, films=1)
    assert room.row("gz").failures == 0


@fault
def a_tool_of_ours_fails_again_and_again(room: Room) -> None:
    room.put("gz", episode_files())
    room.put("sz", episode_files("sz"))
    broken = ToolFailed(tool="ffmpeg", code=1, command="ffmpeg <b>", tail="x")
    room.maker.trouble = [broken] * 9
    room.poll(SETTLE + 2)
    assert room.states() == {"gz": QUEUED, "sz": QUEUED}
    for _ in range(12):
        room.time.go_on(3600)
        room.poll()
    assert sorted(room.states().values()) == [FAILED, PUBLISHED]
    given_up = next(name for name, state in room.states().items() if state is FAILED)
    assert "ffmpeg" in str(room.row(given_up).refusal)
    assert "ffmpeg" not in said(room, given_up)  # nothing that a city could do anything about
    assert room.ledger.again(room.row(given_up).id, room.time.now_s)
    room.poll()
    assert set(room.states().values()) == {PUBLISHED}
    assert len(room.maker.made) == 2


# Hostile uploads.


def raw_zip(entries: dict[str, bytes], **more: int) -> bytes:
    """A zip with names as given, and attributes of every entry."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            for key, value in more.items():
                setattr(entry, key, value)
            packed.writestr(entry, content)
    return raw.getvalue()


@fault
def a_zip_wants_to_be_unpacked_elsewhere(room: Room) -> None:
    bad = {
        "../../evil.txt": b"x",
        "/etc/evil": b"x",
        "a/../../evil": b"x",
        "C:\\evil.exe": b"x",
        "..\\..\\evil": b"x",
    }
    for number, (name, content) in enumerate(bad.items()):
        room.drop(f"{number}.zip", raw_zip({**episode_files(), name: content}))
    room.drop(
        "link.zip",
        raw_zip({**episode_files(), "raw/link": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16),
    )
    room.settle()
    names = [*(f"{number}.zip" for number in range(len(bad))), "link.zip"]
    room.check(dict.fromkeys(names, REFUSED_), films=0)
    assert not list(room.home.rglob("*evil*"))


@fault
def a_zip_grows_beyond_measure(room: Room) -> None:
    room.drop("bomb.zip", zipped({**episode_files(), "raw/zeros": bytes(30_000_000)}))
    many = zipped({**episode_files(), **{f"{number}.txt": b"" for number in range(6000)}})
    room.drop("many.zip", many)
    room.settle()
    room.check({"bomb.zip": REFUSED_, "many.zip": REFUSED_}, films=0)


@fault
def a_zip_asks_for_a_password(room: Room) -> None:
    content = bytearray(zipped(episode_files()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            content[start + at] |= 1
    room.drop("gz.zip", bytes(content))
    room.settle()
    room.check({"gz.zip": REFUSED_}, films=0)
    assert "密码" in said(room, "gz.zip")


@fault
def a_zip_is_uploaded_slowly(room: Room) -> None:
    whole = zipped(episode_files())
    for part in (100, len(whole) // 2, len(whole) - 5):
        room.drop("gz.zip", whole[:part])
        room.poll(2 * SETTLE)
        assert room.row("gz.zip").state is WAITING
    room.drop("gz.zip", whole)
    room.settle()
    room.check({"gz.zip": PUBLISHED}, films=1)


@fault
def a_zip_of_windows_has_its_names_in_gbk(room: Room) -> None:
    files = episode_files()
    text = files["episode.yaml"].decode().replace("raw/A001.mp4", "素材/广州访谈.mp4")
    content = {
        "广州/episode.yaml": text.encode(),
        "广州/素材/广州访谈.mp4": files["raw/A001.mp4"],
        "广州/subs/zh.srt": files["subs/zh.srt"],
    }
    # Python writes names that aren't ASCII as UTF-8: stand-ins of the same length are exchanged afterwards.
    stand_ins = {
        name: "".join("x" if byte > 127 else chr(byte) for byte in name.encode("gb18030")) for name in content
    }
    raw = raw_zip({stand_ins[name]: each for name, each in content.items()})
    for name, stand_in in stand_ins.items():
        raw = raw.replace(stand_in.encode(), name.encode("gb18030"))
    room.drop("gz.zip", raw)
    room.settle()
    room.check({"gz.zip": PUBLISHED}, films=1)


@fault
def names_are_written_with_other_accents(room: Room) -> None:
    name = "Café 访谈.mp4"
    files = episode_files()
    text = files["episode.yaml"].decode().replace("raw/A001.mp4", f"raw/{unicodedata.normalize('NFC', name)}")
    whole = files.pop("raw/A001.mp4")
    written = {**files, "episode.yaml": text.encode(), f"raw/{unicodedata.normalize('NFD', name)}": whole}
    room.put("gz", written)
    room.put("gz-2", {unicodedata.normalize("NFC", path): content for path, content in written.items()})
    room.settle()
    room.check({"gz": PUBLISHED, "gz-2": PUBLISHED}, films=1)


@fault
def a_name_is_no_utf_8(room: Room) -> None:
    folder = Path(os.fsdecode(os.fsencode(room.inbox) + b"/" + "广州访谈".encode("gb18030")))
    write(folder, episode_files())
    room.settle()
    (name,) = room.states()
    assert "\\x" in name
    room.check({name: PUBLISHED}, films=1)


@fault
def a_link_leads_out_of_the_folder(room: Room) -> None:
    secret = room.home / "secret.mp4"
    secret.write_bytes(film("secret"))
    files = episode_files()
    files.pop("raw/A001.mp4")
    folder = room.put("gz", files)
    (folder / "raw").mkdir()
    (folder / "raw" / "A001.mp4").symlink_to(secret)
    other = room.put("sz", {**episode_files("sz")})
    shutil.rmtree(other / "raw")
    (other / "raw").symlink_to(room.home)
    (room.inbox / "zh").symlink_to(room.home)
    (room.inbox / "lone.mp4").symlink_to(secret)
    room.drop("lone.yaml", "city: 广州\ntitle: x\ndate: 2019-05-10T10:00+08:00\n".encode())
    room.settle()
    room.check({"gz": REFUSED_, "lone.mp4": REFUSED_, "sz": WAITING}, films=0)


@fault
def a_pipe_and_a_device_lie_among_the_files(room: Room) -> None:
    folder = room.put("gz", episode_files())
    os.mkfifo(folder / "raw" / "pipe.mp4")
    other = room.put("sz", episode_files("sz"))
    (other / "raw" / "A001.mp4").unlink()
    os.mkfifo(other / "raw" / "A001.mp4")
    room.settle()
    room.check({"gz": REFUSED_, "sz": REFUSED_}, films=0)


@fault
def a_text_is_made_to_exhaust_whoever_reads_it(room: Room) -> None:
    files = episode_files()
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    room.put("laughs", {**files, "episode.yaml": files["episode.yaml"] + laughs.encode()})
    room.put("deep", {**files, "episode.yaml": b"people: " + b"[" * 50_000})
    room.put("huge", {**files, "episode.yaml": files["episode.yaml"] + b"# x\n" * 3_000_000})
    room.settle()
    room.check(dict.fromkeys(("laughs", "deep", "huge"), REFUSED_), films=0)


@fault
def a_thousand_tiny_files_come_along(room: Room) -> None:
    tiny = {f"photos/{number:04}.txt": b"x" for number in range(1000)}
    room.put("gz", {**episode_files(), **tiny})
    for name, content in tiny.items():
        room.drop(Path(name).name, content)
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


@fault
def an_upload_has_more_files_or_bytes_than_any_interview(room: Room) -> None:
    room.watcher.settings = replace(room.settings, limits=Limits(files=10, bytes=4000))
    room.put("many", {**episode_files(), **{f"{number}.txt": b"" for number in range(20)}})
    room.put("large", {**episode_files("large"), "raw/A001.mp4": film("large", 9000)})
    deep = "/".join("d" * 30)
    room.put("deep", {**episode_files("deep"), f"{deep}/x.txt": b""})
    room.settle()
    room.check(dict.fromkeys(("many", "large", "deep"), REFUSED_), films=0)


@fault
def names_and_texts_are_written_to_break_a_page(room: Room) -> None:
    name = "<script>alert(1)</script>\"'&"
    bad = name.replace("/", "⁄")
    files = episode_files()
    text = (
        files["episode.yaml"].decode()
        + 'titel: "</p><script>alert(2)</script>"\n"<img src=x onerror=alert(3)>": 1\n'
    )
    room.put(bad, {**files, "episode.yaml": text.encode()})
    room.settle()
    room.check({bad: REFUSED_}, films=0)
    page = (room.inbox / f"{bad}{NOTE_PAGE}").read_text("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


@fault
def somebody_puts_a_link_where_a_note_belongs(room: Room) -> None:
    victim = room.home / "victim"
    victim.write_text("untouched")
    for ending in (NOTE_PAGE, NOTE_FACTS):
        (room.inbox / f"gz{ending}").symlink_to(victim)
    room.put("gz", episode_files())
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)
    assert victim.read_text() == "untouched"
    assert not (room.inbox / f"gz{NOTE_PAGE}").is_symlink()


@fault
def two_videos_have_one_stem(room: Room) -> None:
    for ending in ("mp4", "mov"):
        room.drop(f"访谈.{ending}", film(ending))
    room.drop("访谈.yaml", "city: 广州\ntitle: x\ndate: 2019-05-10T10:00+08:00\n".encode())
    room.settle()
    room.check({"访谈.mp4": REFUSED_, "访谈.mov": REFUSED_}, films=0)


@fault
def a_misspelt_key_is_put_right_in_place(room: Room) -> None:
    files = episode_files()
    room.put("gz", {**files, "episode.yaml": files["episode.yaml"].replace(b"title", b"titel")})
    room.settle()
    room.check({"gz": REFUSED_}, films=0)
    note = room.note("gz")["refusal"]
    assert note["file"] == "episode.yaml"  # type: ignore[index]
    assert "titel" in note["fault"]["zh"]  # type: ignore[index]
    assert "title" in note["remedy"]["zh"]  # type: ignore[index]
    room.put("gz", files)
    room.settle()
    room.check({"gz": PUBLISHED}, films=1)


# Putting aside.


def moving(room: Room) -> None:
    """From now on originals are moved."""
    room.settings = replace(room.settings, move=True)
    room.watcher = room.another("mover")


@fault
def originals_are_moved_once_they_are_done_with(room: Room) -> None:
    moving(room)
    good, bad = episode_files(), {**episode_files("sz"), "episode.yaml": b"nonsense: 1\n"}
    room.put("广州/gz", good)
    room.put("sz", bad)
    room.drop("a.mp4", film("a"))
    room.drop("a.yaml", "city: 广州\ntitle: x\ndate: 2019-05-10T10:00+08:00\n".encode())
    room.settle()
    room.check({"广州/gz": PUBLISHED, "sz": REFUSED_, "a.mp4": PUBLISHED}, films=2)
    assert sorted(room.notes()) == [f"{DONE}/a.mp4", f"{DONE}/广州/gz", f"{REFUSED}/sz"]
    for folder, files in ((f"{DONE}/广州/gz", good), (f"{REFUSED}/sz", bad)):
        assert {path: (room.inbox / folder / path).read_bytes() for path in files} == files
    assert {path.name for path in (room.inbox / DONE).iterdir() if not path.name.startswith("a.mp4.")} == {
        "a.mp4",
        "a.yaml",
        "广州",
    }
    room.put("广州/gz", good)
    room.settle()
    assert len(room.maker.made) == 2
    assert (room.inbox / DONE / "广州" / "gz (2)" / "episode.yaml").is_file()


@fault
def done_lies_on_another_disk(room: Room) -> None:
    moving(room)
    files = episode_files()
    room.put("gz", files)
    real = os.rename

    def across(source: str, target: object, **more: int) -> None:
        if DONE in str(target) and DONE not in str(source):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(source, target, **more)  # type: ignore[arg-type]

    with mock.patch("videopipe.watch.moves.os.rename", across):
        room.settle()
    room.check({"gz": PUBLISHED}, films=1)
    assert {path: (room.inbox / DONE / "gz" / path).read_bytes() for path in files} == files
    assert not (room.inbox / "gz").exists()


@fault
def a_move_is_cut_short_and_finished_by_the_next(room: Room) -> None:
    moving(room)
    room.drop("a.mp4", film("a"))
    room.drop("a.yaml", "city: 广州\ntitle: x\ndate: 2019-05-10T10:00+08:00\n".encode())
    real, left = os.rename, [1]

    class Killed(BaseException):
        """As by kill -9."""

    def dying(source: str, target: object, **more: int) -> None:
        if DONE in str(target):
            if not left:
                raise Killed
            left.pop()
        real(source, target, **more)  # type: ignore[arg-type]

    with mock.patch("videopipe.watch.moves.os.rename", dying):
        try:
            room.settle()
        except Killed:
            pass
        else:
            raise AssertionError("nothing was moved")
    assert (room.inbox / DONE / "a.mp4").is_file()
    assert (room.inbox / "a.yaml").is_file()
    room.watcher = room.another("next")
    room.settle()
    room.check({"a.mp4": PUBLISHED}, films=1)
    assert (room.inbox / DONE / "a.yaml").is_file()
    assert not (room.inbox / "a.yaml").exists()
