"""The command line of a segment, as approved; one argument a line, one filter chain a line."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.unit.pictures import VIDEO
from tests.unit.timelines import NTSC, PAL, timeline
from videopipe.config.profile import Encoding, Layout, Rendition
from videopipe.engine.task import canonical
from videopipe.model.cues import Script
from videopipe.model.media import VideoStream
from videopipe.model.overlay import Backdrop, Box, Overlay
from videopipe.model.time import Frames
from videopipe.stages.picture.graph import segment_argv, still_argv
from videopipe.stages.picture.make import _concat_list, join_argv
from videopipe.stages.picture.plan import PictureSource, segment_params

CANVAS = Layout(width=1920, height=1080)
LARGE = Rendition(layout="wide", width=1920, height=1080, text="burned")
SMALL = Rendition(layout="wide", width=1280, height=720, text="burned", level="3.1", crf=21)
LATE = Frames(250, 400)
"""Ten seconds into the programme and the footage."""

BUG = Overlay(Frames(75, 900), Box(96, 54, 320, 64), True, None, "b" * 64, "bug.mkv")
STRAP = Overlay(Frames(200, 325), Box(96, 800, 900, 160), False, None, "5" * 64, "strap.mkv")
DROP = Backdrop(colour="#0B2A4A", opacity_pct=72, blur_px=24, fade_in=8, fade_out=6)
CARD = Overlay(Frames(230, 330), Box(192, 216, 1536, 648), False, DROP, "c" * 64, "card.mkv")

INTERLACED = replace(VIDEO, field_order="top-first", first_picture=Fraction(7, 5))
HDR = replace(VIDEO, width=3840, height=2160, transfer="arib-std-b67", primaries="bt2020", matrix="bt2020nc", rotation_deg=180)  # fmt: skip
UPRIGHT = replace(VIDEO, width=1080, height=1920)
IMX = replace(VIDEO, width=720, height=608, sample_aspect=Fraction(152, 135), field_order="top-first", primaries="bt470bg", matrix="bt470bg")  # fmt: skip
PHONE = replace(VIDEO, sample_aspect=Fraction(159, 160), full_range=True, matrix="smpte170m")

Case = tuple[VideoStream, Fraction, Frames, str | None, Sequence[Overlay], Sequence[Rendition]]
CASES: dict[str, Case] = {
    "plain": (VIDEO, PAL, LATE, None, [], [LARGE]),
    "first-without-seek": (VIDEO, PAL, Frames(0, 50), None, [], [LARGE]),
    "full-range-with-crop": (PHONE, PAL, LATE, None, [], [LARGE]),
    "interlaced-ts": (INTERLACED, PAL, LATE, None, [], [LARGE]),
    "hdr": (HDR, PAL, LATE, None, [], [LARGE]),
    "with-subtitles": (VIDEO, PAL, LATE, "[Script Info]", [], [LARGE]),
    "still-overlay": (VIDEO, PAL, LATE, None, [BUG], [LARGE]),
    "clip-entered-midway": (VIDEO, PAL, LATE, None, [STRAP], [LARGE]),
    "card-with-backdrop": (VIDEO, PAL, LATE, "[Script Info]", [BUG, CARD], [LARGE]),
    "two-renditions": (VIDEO, PAL, LATE, None, [], [LARGE, SMALL]),
    "upright-over-its-blur": (UPRIGHT, PAL, LATE, None, [], [LARGE]),
    "imx-every-field": (IMX, 2 * PAL, LATE, None, [], [LARGE]),
    "ntsc": (VIDEO, NTSC, LATE, None, [], [LARGE]),
}
FOOTAGE = "/episodes/'a:b,[c];d.mp4"


def argv(case: Case, *, seek: bool = True) -> list[str]:
    """Of a programme that is its footage from the first picture to the last."""
    video, fps, segment, ass, overlays, renditions = case
    params, _, clips, _ = segment_params(
        segment,
        timeline=timeline((0, 0, 2500, True), fps=fps),
        sources=[PictureSource("f" * 64, video)],
        canvas=CANVAS,
        draw=lambda _: Script(ass) if ass else None,
        overlays=overlays,
    )
    params["outputs"] = [each.model_dump(exclude={"layout", "text"}) for each in renditions]
    params["encoding"] = Encoding().model_dump(exclude={"longest_segment_s"})
    written = canonical(params)
    assert isinstance(written, dict)
    names = [f"/store/{clip.name}" for clip in clips]
    outputs = [f"/scratch/{each.height}.mp4" for each in renditions]
    return segment_argv(written, ffmpeg="ffmpeg", footage=FOOTAGE, overlays=names, outputs=outputs, seek=seek)


def text(arguments: Sequence[str]) -> str:
    lines = [one.replace(";", ";\n  ") if one.startswith("[0:") else one for one in arguments]
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("name", CASES)
def test_a_segment_is_rendered_by_the_approved_command(name: str, golden: Golden) -> None:
    golden(f"picture/{name}.argv", text(argv(CASES[name])))


@pytest.mark.parametrize("name", CASES)
def test_no_path_of_a_user_stands_in_a_filter(name: str) -> None:
    arguments = argv(CASES[name])

    assert [argument for argument in arguments if FOOTAGE in argument] == [FOOTAGE]
    assert arguments[arguments.index(FOOTAGE) - 1] == "-i"
    assert not any(
        "/store/" in one or "/scratch/" in one for one in arguments if "[" in one and one != FOOTAGE
    )


def test_without_seek_only_the_entry_differs() -> None:
    seeking, reading = argv(CASES["plain"]), argv(CASES["plain"], seek=False)

    only = [one for one in seeking if one not in reading]
    assert only == ["-noaccurate_seek", "-seek_timestamp", "-ss", "8"]


def test_a_still_is_the_first_frame_of_its_segment_with_everything_drawn(golden: Golden) -> None:
    video, fps, segment, ass, overlays, _ = CASES["card-with-backdrop"]
    params, _, clips, _ = segment_params(
        segment,
        timeline=timeline((0, 0, 2500, True), fps=fps),
        sources=[PictureSource("f" * 64, video)],
        canvas=CANVAS,
        draw=lambda _: Script(ass) if ass else None,
        overlays=overlays,
    )
    written = canonical(params)
    assert isinstance(written, dict)
    names = [f"/store/{clip.name}" for clip in clips]
    arguments = still_argv(written, ffmpeg="ffmpeg", footage=FOOTAGE, overlays=names, output="/out/still.png")

    golden("picture/still.argv", text(arguments))


def test_segments_are_joined_by_the_approved_command(golden: Golden) -> None:
    argv = join_argv(
        "ffmpeg", Path("/store/sound.m4a"), Path("/out/portal.mp4"), 12_800, 512, {"title": "老城市; 'a:b'", "date": "2019-05-10"}
    )  # fmt: skip

    golden("picture/join.argv", "\n".join([*argv, ""]))


def test_the_list_of_segments_names_fixed_words_and_exact_lengths() -> None:
    assert _concat_list(["6/1", "51/25", "1001/5000"]) == (
        "ffconcat version 1.0\nfile 0.mp4\nduration 6.000000\nfile 1.mp4\nduration 2.040000\n"
        "file 2.mp4\nduration 0.200200\n"
    )
