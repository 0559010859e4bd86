"""Renders segments and joins them."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from videopipe.assets import font_path
from videopipe.engine.work import Recipe, Work
from videopipe.media.probe import count_frames
from videopipe.media.run import ToolProgress, run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.errors import WrongFrameCount
from videopipe.stages.picture import graph
from videopipe.text.fonts import OwnFont
from videopipe.text.own_fonts import write_for_libass


def make_segment(work: Work) -> None:
    """One segment in all renditions of its group; frames counted, once more from the file's start if wrong."""
    fonts = map(OwnFont, work.inputs("fonts"), work.params["fonts"]) if "fonts" in work.paths else ()
    prepare_drawing(work.params["ass"], work.scratch, fonts)
    first, last = work.params["frames"]
    outputs = [str(work.out(name)) for name in work.outputs]
    counts: list[int] = []
    for seek in (True, False):
        argv = graph.segment_argv(
            work.params,
            ffmpeg=str(ffmpeg_path()),
            footage=str(work.input("footage")),
            overlays=[str(path) for path in work.inputs("overlays")],
            outputs=outputs,
            seek=seek,
        )
        run_tool(argv, stopped=work.stopped, on_progress=_reporter(work, last - first), cwd=work.scratch)
        counts = [count_frames(Path(output)) for output in outputs]
        if all(count == last - first for count in counts):
            return
    raise WrongFrameCount(
        what=f"frames {first}–{last}", got=min(counts), wanted=last - first, source=str(work.input("footage"))
    )


def prepare_drawing(ass: str | None, folder: Path, own: Iterable[OwnFont]) -> None:
    """Puts what the graph names by fixed words into its working folder: subtitle script and fonts."""
    if ass is not None:
        (folder / graph.ASS_FILE).write_text(ass, "utf-8")
        # libass reads every font that it is shown, 0.07 s each: it is shown the one that subtitles are set in.
        font, fonts = font_path("Medium"), folder / graph.FONTS_DIR
        fonts.mkdir()
        (fonts / font.name).symlink_to(font)
        for each in own:
            write_for_libass(each, fonts)


def _reporter(work: Work, frames: int) -> Callable[[ToolProgress], None]:
    return lambda progress: work.report(progress.frame / frames, f"{progress.fps:.0f} fps")


def make_join(work: Work) -> None:
    """Copies segments one after the other and adds the sound; nothing is encoded."""
    segments = work.inputs("segments")
    for number, segment in enumerate(segments):
        (work.scratch / f"{number}.mp4").symlink_to(segment)
    (work.scratch / "list.ffconcat").write_text(_concat_list(work.params["durations"]), "ascii")
    (name,) = work.outputs
    argv = join_argv(
        str(ffmpeg_path()),
        work.input("sound"),
        work.out(name),
        work.params["ticks_a_second"],
        work.params["ticks_a_frame"],
        work.params["metadata"],
    )
    run_tool(argv, stopped=work.stopped, cwd=work.scratch)
    got = count_frames(work.out(name))
    if got != work.params["frames"]:
        raise WrongFrameCount(what=name, got=got, wanted=work.params["frames"], source="segments")


def _concat_list(durations: Sequence[str]) -> str:
    lines = [
        f"file {number}.mp4\nduration {float(Fraction(duration)):.6f}"
        for number, duration in enumerate(durations)
    ]
    return "\n".join(["ffconcat version 1.0", *lines, ""])


REORDER_FRAMES = 2
"""How far x264 decodes ahead of showing, with pyramids of B-pictures; a segment of one picture doesn't."""


def join_argv(
    ffmpeg: str, sound: Path, output: Path, ticks_a_second: int, ticks_a_frame: int, metadata: dict[str, str]
) -> list[str]:
    """Arguments that join `list.ffconcat` of the working folder with a sound file.

    `auto_convert 0` keeps the packets as they are: with the default, every key picture would carry its
    parameter sets a second time. `setts` puts every picture on its frame, and decodes all of them equally
    early: a first segment of one picture has no reordering, and those behind it would come too late.
    """
    stamps = (
        f"setts=pts=floor(PTS/{ticks_a_frame}+0.5)*{ticks_a_frame}:dts=(N-{REORDER_FRAMES})*{ticks_a_frame}"
    )
    tags = [part for name, value in metadata.items() for part in ("-metadata", f"{name}={value}")]
    return [
        ffmpeg, "-hide_banner", "-nostdin", "-nostats", "-y", "-v", "warning",
        "-f", "concat", "-auto_convert", "0", "-i", "list.ffconcat", "-i", str(sound),
        "-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-bsf:v", stamps, "-map_metadata", "-1", *tags,
        "-metadata:s:a:0", "language=chi", "-video_track_timescale", str(ticks_a_second),
        "-movflags", "+faststart", "-bitexact", str(output),
    ]  # fmt: skip


RECIPES: dict[str, Recipe] = {"picture.segment": make_segment, "picture.join": make_join}
