"""Is what is delivered in step? Test films of eight kinds, cut and delivered by the whole pipeline, then measured.

`--full` runs every kind through 1, 30, 150 and 525 cuts (about 20 minutes on two cores).
"""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.media import SYNC_FILMS, ffmpeg, sync_plain
from tests.sync import SECONDS, Cut, Desk, open_desk
from videopipe.media.probe import Unreadable, probe
from videopipe.model.errors import Stopped
from videopipe.stages.qc.sync import SyncFacts, judge_sync, measure_sync

FRAME_MS = 40
SHORT = {1: ("50i", "29.97"), 30: tuple(SYNC_FILMS)}
"""Cuts → kinds that always run; `--full` runs all."""


def measure(path: Path) -> SyncFacts:
    return measure_sync(path, lambda: False)


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Desk]:
    """Desks by kind and length, made when first asked for."""

    class Desks(dict[tuple[str, int], Desk]):
        def __missing__(self, key: tuple[str, int]) -> Desk:
            self[key] = open_desk(tmp_path_factory.mktemp("sync"), *key)
            return self[key]

    return Desks()


@pytest.mark.parametrize("cuts", SECONDS)
@pytest.mark.parametrize("kind", SYNC_FILMS)
def test_flash_beep_and_subtitle_stay_together_through_the_cuts(
    kind: str, cuts: int, desks: dict[tuple[str, int], Desk], request: pytest.FixtureRequest
) -> None:
    if kind not in SHORT.get(cuts, ()) and not request.config.getoption("--full"):
        pytest.skip("the whole matrix runs with --full")
    made = desks[kind, SECONDS[cuts]].cut(cuts)
    print(f"{kind}: {made.line()}")  # noqa: T201 - shown by -s, and with a failure
    assert made.joins == cuts
    assert_in_step(made)


def assert_in_step(made: Cut) -> None:
    """The criteria of the issue, on the delivered film."""
    facts = made.facts
    assert len(facts.pairs) == facts.beeps == len(made.expected)
    assert len(facts.subtitles) == facts.appearances == made.cues == len(made.expected)
    assert [pair.offset_ms for pair in facts.checkpoints if abs(pair.offset_ms) > FRAME_MS] == []
    assert [pair.offset_ms for pair in facts.subtitles if abs(pair.offset_ms) > FRAME_MS] == []
    late = [(pair.beep - told) * 1000 for pair, told in zip(facts.pairs, made.expected, strict=True)]
    assert max(abs(ms) for ms in late) < FRAME_MS
    assert facts.picture is not None
    assert facts.sound is not None
    assert facts.picture.duration == made.duration
    assert abs(facts.sound.duration - facts.picture.duration) * 1000 <= FRAME_MS
    assert [finding.id for finding in judge_sync(facts) if finding.severity == "FAIL"] == []


@pytest.mark.parametrize("kind", SYNC_FILMS)
def test_every_test_film_is_what_its_docstring_says(kind: str, tmp_path: Path) -> None:
    film = SYNC_FILMS[kind](tmp_path, 6)
    facts = measure(film.path)
    assert facts.picture is not None
    told = {round(pair * 1000) for pair in film.pairs}
    seen = {round((pair.seen - facts.picture.start) * 1000) for pair in facts.pairs}
    assert told <= seen
    assert len(told) >= 4
    assert max(abs(pair.offset_ms) for pair in facts.pairs) < 0.5


def test_pictures_before_the_edit_list_dont_move_the_first_picture(tmp_path: Path) -> None:
    film = SYNC_FILMS["trimmed by an edit list"](tmp_path, 4)
    video = probe(film.path).video
    assert video is not None
    assert video.first_picture == 0


@pytest.mark.parametrize("late_ms", [-70, -7, 33, 130])
def test_sound_that_was_moved_is_measured_to_a_millisecond(late_ms: int, tmp_path: Path) -> None:
    film, moved = sync_plain(tmp_path, 6), tmp_path / "moved.mkv"
    ffmpeg(
        "-i", film.path, "-itsoffset", str(late_ms / 1000 + 1), "-i", film.path,
        "-map", "0:v", "-map", "1:a", "-c", "copy", moved,
    )  # fmt: skip
    facts = measure(moved)
    assert len(facts.pairs) >= 4
    assert max(abs(pair.offset_ms - late_ms) for pair in facts.pairs) <= 1
    failed = [finding.id for finding in judge_sync(facts) if finding.severity == "FAIL"]
    assert failed == (["sync.offset"] if late_ms in (-70, 130) else [])


def test_sound_that_runs_too_slowly_is_told_as_drift(tmp_path: Path) -> None:
    film, slow = sync_plain(tmp_path, 30), tmp_path / "slow.mp4"
    ffmpeg("-i", film.path, "-c:v", "copy", "-af", "asetrate=47904,aresample=48000", "-c:a", "aac", slow)
    facts = measure(slow)
    assert facts.drift_ms == pytest.approx(Fraction(45), abs=10)
    assert "sync.drift" in {finding.id for finding in judge_sync(facts)}


def test_a_moving_picture_with_a_steady_tone_has_nothing_to_pair(tmp_path: Path) -> None:
    film = tmp_path / "moving.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=6", "-f", "lavfi", "-i", "sine=1000:r=48000:d=6",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", film,
    )  # fmt: skip
    facts = measure(film)
    assert (facts.flashes, facts.beeps, facts.pairs) == (0, 0, ())
    assert [finding.id for finding in judge_sync(facts)] == ["sync.none-found"]


def test_flashes_over_a_moving_picture_are_found(tmp_path: Path) -> None:
    film = tmp_path / "moving.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=6,eq=brightness=-0.3,drawbox=t=fill:c=white:enable='eq(mod(n,25),12)'",
        "-f", "lavfi", "-i", "aevalsrc='0.02*(random(0)-0.5)+0.5*sin(2*PI*1000*t)*lt(mod(t+0.52,1),0.04)':s=44100:d=6",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", film,
    )  # fmt: skip
    facts = measure(film)
    assert len(facts.pairs) == facts.flashes == facts.beeps == 6
    assert max(abs(pair.offset_ms) for pair in facts.pairs) <= 2


def test_a_film_without_sound_and_sound_without_film_have_nothing_to_pair(tmp_path: Path) -> None:
    film = sync_plain(tmp_path, 3).path
    ffmpeg("-i", film, "-c", "copy", "-an", tmp_path / "mute.mp4")
    ffmpeg("-i", film, "-c", "copy", "-vn", tmp_path / "sound.m4a")
    mute, blind = measure(tmp_path / "mute.mp4"), measure(tmp_path / "sound.m4a")
    assert (mute.flashes, mute.beeps, mute.sound) == (3, 0, None)
    assert (blind.flashes, blind.beeps, blind.picture) == (0, 3, None)
    assert [finding.id for finding in (*judge_sync(mute), *judge_sync(blind))] == ["sync.none-found"] * 2


def test_what_is_no_film_is_refused_and_a_stop_is_heard(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no film")
    with pytest.raises(Unreadable):
        measure(tmp_path / "text.mp4")
    with pytest.raises(Stopped):
        measure_sync(sync_plain(tmp_path, 3).path, lambda: True)
