"""Uploads of every kind while the watcher is killed. For half an hour: `python -m tests.soak`."""

import random
from pathlib import Path

from tests.soak import find_faults, soak


def test_in_the_end_every_upload_is_made_or_refused_once_whatever_was_killed(tmp_path: Path) -> None:
    sender, kills = soak(tmp_path, seconds=4, rng=random.Random(), full_disk=False)
    assert kills
    assert find_faults(tmp_path, sender) == []
