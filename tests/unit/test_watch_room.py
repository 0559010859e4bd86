"""The disk guard."""

from pathlib import Path

from videopipe.watch.room import Room

OUT, WORK = Path("/out"), Path("/work")


def lacking(**free: float) -> str | None:
    found = Room((OUT, WORK), 20e9, lambda folder: int(free[folder.name])).lacking()
    return found.en if found is not None else None


def test_with_room_everywhere_nothing_is_lacking() -> None:
    assert lacking(out=20e9, work=99e9) is None


def test_the_first_disk_that_is_too_full_is_named_with_what_is_left() -> None:
    assert lacking(out=99e9, work=3.21e9) == (
        "only 3.2 GB are free at /work, less than 20 GB: paused. Free some space; work goes on by itself"
    )


def test_a_disk_that_does_not_answer_has_no_room() -> None:
    def gone(_: Path) -> int:
        raise OSError(5, "Input/output error")

    found = Room((OUT,), 1, gone).lacking()
    assert found is not None
    assert "Input/output error" in found.en
    assert "请检查磁盘" in found.zh
