"""Every fault of an upload: nothing is lost, nothing doubled, nothing made in part, one note each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.upload_faults import FAULTS
from tests.uploads import SETTLE, Room, episode_files
from videopipe.model.errors import DiskFull


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_is_lost_doubled_or_made_in_part_when(name: str, room: Room) -> None:
    FAULTS[name](room)


def test_once_is_over_when_all_is_made_or_waits_for_somebody_or_for_long(room: Room) -> None:
    assert not room.watcher.expects_more()
    room.put("gz", episode_files())
    files = episode_files("sz")
    files.pop("raw/A001.mp4")
    room.put("sz", files)
    room.poll()
    assert room.watcher.expects_more()
    room.maker.trouble = [DiskFull(folder="/work")]
    room.poll(SETTLE)
    assert not room.watcher.expects_more()
