"""Which picture stands in which frame: pictures that carry their number, read back from the conformed segment."""

from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest

from tests.conformed import PAL, conformed, numbers
from tests.media import STAMP_SIZE, ffmpeg, stamped, stamped_fields

NTSC, FILM = Fraction(30000, 1001), Fraction(24000, 1001)
RATES = [Fraction(15), FILM, Fraction(24), PAL, NTSC, Fraction(30), Fraction(50), 2 * NTSC, Fraction(60)]


def read(source: Path, count: int, fps: Fraction, cut: int = 0, **changes: Any) -> list[int]:
    """Numbers in frames 0…count, rendered as two segments."""
    parts = [(0, cut), (cut, count)] if cut else [(0, count)]
    return [
        number
        for part in parts
        for number in numbers(conformed(source, STAMP_SIZE, part, fps=fps, **changes))
    ]


def on_screen(rate: Fraction, fps: Fraction, count: int) -> list[int]:
    """The picture on screen two fifths into each frame."""
    return [floor((frame + Fraction(2, 5)) / fps * rate) for frame in range(count)]


@pytest.mark.parametrize("fps", [PAL, NTSC, Fraction(50)], ids=["25", "29.97", "50"])
@pytest.mark.parametrize("rate", RATES, ids=lambda rate: f"{float(rate):.5g}")
def test_each_frame_shows_the_picture_of_its_time(rate: Fraction, fps: Fraction, tmp_path: Path) -> None:
    """Two segments of 2.5 s in all: no picture is lost or doubled but those that the rates ask for."""
    source = tmp_path / "source.mp4"
    stamped(source, floor(rate * 3), str(rate))
    count = floor(fps * Fraction(5, 2))
    found = read(source, count, fps, cut=count * 2 // 3)

    assert len(found) == count
    assert found == on_screen(rate, fps, count)


@pytest.mark.parametrize("rate", [FILM, NTSC, 2 * NTSC], ids=lambda rate: f"{float(rate):.5g}")
def test_a_clock_in_milliseconds_loses_and_doubles_nothing(rate: Fraction, tmp_path: Path) -> None:
    """Matroska writes 0, 33, 67, 100: most of the pictures come a little early or late."""
    source = tmp_path / "source.mkv"
    stamped(source, 80, str(rate))

    assert read(source, 70, rate, cut=31) == list(range(70))
    assert read(source, 40, rate / 2, cut=17) == list(range(0, 80, 2))


def test_the_last_frame_that_begins_in_the_footage_is_there(tmp_path: Path) -> None:
    """45 pictures at 30 a second are 1.5 s: 37.5 frames, which the edit counts as 38."""
    source = tmp_path / "source.mp4"
    stamped(source, 45, "30")

    assert read(source, 38, PAL, cut=30) == on_screen(Fraction(30), PAL, 38)


def test_a_transport_stream_of_film_rate_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """A picture lasts 3753.75 ticks of its clock."""
    source = tmp_path / "source.ts"
    stamped(source, 80, str(FILM))

    assert read(source, 70, FILM, cut=31) == list(range(70))


STARTS = {
    "a transport stream that starts at 30 s": ("source.ts", ("-output_ts_offset", "30")),
    "a late first picture": ("source.mp4", ("-output_ts_offset", "0.529")),
    "an edit list that starts later": ("source.mov", ("-output_ts_offset", "1.04")),
}  # fmt: skip


@pytest.mark.parametrize("name", STARTS)
def test_the_first_frame_is_the_first_picture_wherever_its_clock_starts(name: str, tmp_path: Path) -> None:
    file, options = STARTS[name]
    source = tmp_path / file
    stamped(source, 60, "25", *options)

    assert read(source, 50, PAL, cut=20) == list(range(50))


def test_an_edit_list_that_leaves_out_the_beginning_leaves_it_out(tmp_path: Path) -> None:
    """Cut by copying at 0.2 s: five pictures stand before the edit, to be decoded and not shown."""
    whole, source = tmp_path / "whole.mp4", tmp_path / "source.mp4"
    stamped(whole, 60, "25")
    ffmpeg("-ss", "0.2", "-i", whole, "-c", "copy", source)

    assert read(source, 40, PAL, cut=15) == list(range(5, 45))


def test_pictures_that_stay_for_uneven_times_stay_as_long_on_the_frames(tmp_path: Path) -> None:
    """30 a second for a second, then 10, then 30: as phones do in the dark."""
    source = tmp_path / "source.mp4"
    slow = "if(lt(N,30),N,if(lt(N,40),30+(N-30)*3,N+20))"
    stamped(source, 75, "30", "-vf", f"setpts='({slow})/30/TB'", "-fps_mode", "vfr")
    times = [*range(30), *range(30, 60, 3), *range(60, 95)]
    shown = [max(n for n in range(75) if times[n] <= (frame + 0.4) * 30 / 25) for frame in range(75)]

    assert read(source, 75, PAL, cut=40) == shown


def test_a_declared_rate_of_120_over_two_pictures_a_second_is_no_120(tmp_path: Path) -> None:
    source = tmp_path / "source.mov"
    stamped(source, 8, "2", "-video_track_timescale", "120")
    found = read(source, 90, PAL)

    assert len(found) == 90
    assert found == on_screen(Fraction(2), PAL, 90)


@pytest.mark.parametrize("top_first", [True, False], ids=["top field first", "bottom field first"])
@pytest.mark.parametrize("rate", [PAL, NTSC], ids=["50i", "59.94i"])
def test_fields_come_in_their_own_order(rate: Fraction, top_first: bool, tmp_path: Path) -> None:
    """At the pictures' rate one frame a picture, its first field; at twice the rate every field, none lost."""
    source = tmp_path / "source.mp4"
    stamped_fields(source, 40, str(rate), top_first=top_first)
    order = "top-first" if top_first else "bottom-first"

    assert read(source, 36, rate, cut=17, field_order=order) == list(range(0, 72, 2))
    assert read(source, 72, rate * 2, cut=31, field_order=order) == list(range(72))
