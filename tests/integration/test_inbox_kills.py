"""The watcher is killed over a queue; in the end every upload is one verified bundle.

The long form, with as many kills and uploads as wanted: `python -m tests.inbox_kills`.
"""

import random
from pathlib import Path

import pytest

from tests.inbox_kills import Pace, digests, find_faults, kill_over, make_queue, run_to_end

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="processes are looked for in /proc"
)


def test_after_kill_9_of_the_watcher_every_upload_is_one_bundle_and_nothing_lives_on(tmp_path: Path) -> None:
    queue = make_queue(tmp_path, uploads=2, titles=1)
    before = digests(queue)
    ends = list(kill_over(queue, 2, Pace(start=3, upload=2), random.Random()))
    assert [end.survivors for end in ends] == [(), ()]
    code, _, log = run_to_end(queue)
    assert code == 0, log
    assert list(find_faults(queue, before)) == []
