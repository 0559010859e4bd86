"""Every fault of an upload: nothing is lost, nothing doubled, nothing made in part, one note each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.upload_faults import FAULTS
from tests.uploads import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_is_lost_doubled_or_made_in_part_when(name: str, room: Room) -> None:
    FAULTS[name](room)
