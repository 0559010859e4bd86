"""Segments against the same programme rendered in one piece: every picture the same, drawn things included."""

import random
import shutil
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from tests.media import ffmpeg
from videopipe.engine.task import canonical
from videopipe.media.probe import probe
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.cues import ScreenCue
from videopipe.model.overlay import Backdrop, Box, Overlay
from videopipe.model.time import Frames
from videopipe.stages.picture.conform import decide_conform
from videopipe.stages.picture.graph import segment_argv
from videopipe.stages.picture.make import prepare_drawing
from videopipe.stages.picture.plan import PictureSource, conform_params, entry_params, overlay_params
from videopipe.stages.subtitles.ass import AssStyle, render_ass

FPS = Fraction(25)
CANVAS = (640, 360)
CUES = (
    ScreenCue(1, Frames(5, 40), ("广州在大湾区",), "广州在大湾区"),
    ScreenCue(2, Frames(42, 90), ("怎样发挥", "核心引擎作用？"), "怎样发挥核心引擎作用？"),
    ScreenCue(3, Frames(95, 130), ("会更方便",), "会更方便"),
)
OVERLAYS = (
    Overlay(Frames(10, 110), Box(32, 20, 160, 40), True, None, "", "still.mkv"),
    Overlay(Frames(20, 80), Box(64, 200, 200, 60), False, None, "", "strap.mkv"),
    Overlay(
        Frames(60, 125), Box(120, 80, 400, 160), False, Backdrop("#0B2A5C", 60, 24, 10, 6), "", "card.mkv"
    ),
)


def drawn_clip(path: Path, box: Box, frames: int) -> None:
    """A changing half-transparent clip, so that one picture off shows."""
    ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=s={box.width}x{box.height}:r=25:d={frames / 25}",
        "-vf", "format=yuva420p,colorchannelmixer=aa=0.6,format=yuva420p", "-frames:v", str(frames), "-c:v", "ffv1", path,
    )  # fmt: skip


def pictures(source: Path, segment: Frames, folder: Path, *, drawn: bool) -> list[str]:
    """MD5 of every picture of a segment, as it would go into the encoder; entered again from the start of the
    file where the seek returns too few, as the recipe does.
    """
    found = _pictures(source, segment, folder, drawn=drawn, seek=True)
    return (
        found if len(found) == len(segment) else _pictures(source, segment, folder, drawn=drawn, seek=False)
    )


def _pictures(source: Path, segment: Frames, folder: Path, *, drawn: bool, seek: bool) -> list[str]:
    info = probe(source)
    video = info.video
    assert video is not None
    shown = [overlay for overlay in OVERLAYS if overlay.frames.meets(segment)] if drawn else []
    ass = render_ass(CUES, segment, AssStyle(), CANVAS, FPS) if drawn else None
    params: dict[str, Any] = {
        "source": {
            **conform_params(decide_conform(video, CANVAS, FPS)), **entry_params(PictureSource("", video, info.container)),
            "first_picture": video.first_picture, "index": video.index,
        },
        "fps": FPS, "frames": [segment.start, segment.end], "canvas": list(CANVAS), "ass": ass,
        "overlays": [overlay_params(overlay, segment) for overlay in shown],
        "outputs": [{"width": 640, "height": 360, "level": "4.0", "crf": 20, "maxrate_kbps": 900, "bufsize_kbps": 900}],
        "encoding": {"preset": "superfast", "gop_s": 2, "threads": 1},
    }  # fmt: skip
    shutil.rmtree(folder / "fonts", ignore_errors=True)
    prepare_drawing(ass, folder, ())
    plain = cast("dict[str, Any]", canonical(params))
    argv = segment_argv(
        plain, ffmpeg=str(ffmpeg_path()), footage=str(source), seek=seek, outputs=["x.mp4"],
        overlays=[str(folder / overlay.name) for overlay in shown],
    )  # fmt: skip
    label = argv[argv.index("-map") + 1]
    argv = [
        *argv[: argv.index("-map")],
        "-map",
        label,
        "-fps_mode",
        "passthrough",
        "-f",
        "framemd5",
        "frames.md5",
    ]
    run_tool(argv, stopped=lambda: False, cwd=folder)
    lines = (folder / "frames.md5").read_text("ascii").splitlines()
    return [line.split(",")[-1].strip() for line in lines if not line.startswith("#")]


def chunks(total: int, cuts: Sequence[int]) -> list[Frames]:
    edges = [0, *sorted(cuts), total]
    return [Frames(start, end) for start, end in pairwise(edges)]


def test_segments_cut_in_the_middle_of_cues_fades_and_straps_equal_the_whole(tmp_path: Path) -> None:
    source = tmp_path / "source.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=8", "-c:v", "libx264", "-g", "60", source)
    for overlay in OVERLAYS:
        drawn_clip(tmp_path / overlay.name, overlay.box, 1 if overlay.still else len(overlay.frames))
    whole = pictures(source, Frames(0, 140), tmp_path, drawn=True)
    assert len(whole) == 140
    pieces = [
        md5
        for run in chunks(140, [13, 27, 64, 67, 100, 121])
        for md5 in pictures(source, run, tmp_path, drawn=True)
    ]
    assert [index for index, (a, b) in enumerate(zip(whole, pieces, strict=True)) if a != b] == []
    assert len(set(whole)) == 140


SOURCES = {
    "29.97 pictures a second": ("-r", "30000/1001", "-g", "48"),
    "a transport stream that starts late": ("-g", "25", "-output_ts_offset", "30.02", "-f", "mpegts"),
    "a transport stream whose clock is a little late": ("-g", "25", "-output_ts_offset", "3", "-f", "mpegts"),
    "a transport stream with a key picture every 5 s": (
        "-g",
        "150",
        "-keyint_min",
        "150",
        "-sc_threshold",
        "0",
        "-f",
        "mpegts",
    ),
    "interlaced, top field first": (
        "-vf",
        "tinterlace=mode=interleave_top",
        "-flags",
        "+ilme+ildct",
        "-g",
        "25",
    ),
    "variable rate": ("-vf", "select='if(lt(t,4),not(mod(n,3)),1)'", "-fps_mode", "vfr", "-g", "40"),
    "all key pictures": ("-g", "1"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_random_segments_of_awkward_sources_equal_the_whole(name: str, tmp_path: Path) -> None:
    options = SOURCES[name]
    source = tmp_path / ("source.ts" if "mpegts" in options else "source.mp4")
    rate = "50" if "tinterlace=mode=interleave_top" in options else "30"
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        f"testsrc2=s=320x180:r={rate}:d=8",
        "-c:v",
        "libx264",
        "-preset",
        "superfast",
        *options,
        source,
    )
    whole = pictures(source, Frames(0, 180), tmp_path, drawn=False)
    assert len(whole) == 180
    dice = random.Random(7)
    for _ in range(6):
        start = dice.randrange(0, 150)
        run = Frames(start, start + dice.randrange(1, 30))
        assert pictures(source, run, tmp_path, drawn=False) == whole[run.start : run.end], run
