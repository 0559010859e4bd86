"""The same videos as a person makes them at the shell: one ffmpeg command a deliverable, loudness measured first.

The person knows the trade: the footage is entered by seeking, the blurred ground of a card is read as an input
of its own rather than split off (which would hold every picture before the card in memory), and ffmpeg may
use as many threads as it likes.
"""

import subprocess
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from assignment import Assignment, Cover, Cut, Deliverable

from videopipe.assets import FONTS_DIR
from videopipe.media.loudness import parse_ebur128
from videopipe.media.tools import ffmpeg_path
from videopipe.model.overlay import Backdrop
from videopipe.model.time import Frames
from videopipe.stages.audio.level import Target, first_treatment
from videopipe.stages.audio.make import level_filter
from videopipe.stages.picture.conform import Conform, decide_conform

RATE = 48_000
SMALL = 8
"""The ground of a card is blurred at an eighth of the size."""


def make_all(assignment: Assignment, folder: Path) -> None:
    """Every deliverable, one after the other."""

    @cache
    def level(frames: Frames) -> str:
        return level_of(assignment, frames)

    for wanted in assignment.deliverables:
        output = folder / wanted.path
        output.parent.mkdir(parents=True, exist_ok=True)
        (folder / "text.ass").write_text(wanted.ass or "", "utf-8")
        run(video_argv(assignment, wanted, level(wanted.frames), output.absolute()), folder)


def run(argv: Sequence[str], folder: Path) -> str:
    """What the program said; raises CalledProcessError."""
    return subprocess.run(
        argv, cwd=folder, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL
    ).stderr


def level_of(assignment: Assignment, frames: Frames) -> str:
    """The first pass: the filter that brings a stretch of the programme to the target."""
    command = _Command(assignment)
    sound = command.sound(assignment.cuts(frames))
    command.chain(f"[{sound}]ebur128=peak=true:framelog=verbose[measured]")
    said = run([*command.argv(), "-map", "[measured]", "-f", "null", "-"], Path())
    rules = assignment.audio
    target = Target(rules.target_lufs, rules.tolerance_lu, rules.mix_peak_dbtp, rules.final_peak_dbtp)
    return level_filter(first_treatment(parse_ebur128(said), target, silent=False))


def video_argv(assignment: Assignment, wanted: Deliverable, level: str, output: Path) -> list[str]:
    """The second pass: the whole deliverable in one command."""
    command = _Command(assignment)
    cuts = assignment.cuts(wanted.frames)
    picture = command.picture(cuts, (wanted.canvas.width, wanted.canvas.height))
    for cover in wanted.covers:
        picture = command.cover(picture, cover, wanted)
    if wanted.ass is not None:
        picture = command.then(picture, f"ass=filename=text.ass:fontsdir={FONTS_DIR}")
    size = (wanted.rendition.width, wanted.rendition.height)
    if size != (wanted.canvas.width, wanted.canvas.height):
        picture = command.then(picture, f"scale={size[0]}:{size[1]}:flags=bicubic+accurate_rnd")
    sound = command.then(command.sound(cuts), level)
    return [
        *command.argv(), "-map", f"[{picture}]", "-map", f"[{sound}]", *encoder_arguments(assignment, wanted),
        "-c:a", "aac", "-b:a", f"{assignment.audio.kbps}k", "-ar", str(RATE), "-ac", "2",
        "-movflags", "+faststart", str(output),
    ]  # fmt: skip


def encoder_arguments(assignment: Assignment, wanted: Deliverable) -> list[str]:
    """Picture encoder settings of the profile; the number of threads is left to ffmpeg."""
    rendition, gop = wanted.rendition, str(round(assignment.encoding.gop_s * assignment.fps))
    return [
        "-c:v", "libx264", "-preset", assignment.encoding.preset, "-crf", str(rendition.crf),
        "-maxrate", f"{rendition.maxrate_kbps}k", "-bufsize", f"{rendition.bufsize_kbps}k",
        "-profile:v", "high", "-level:v", rendition.level, "-pix_fmt", "yuv420p",
        "-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-r", str(assignment.fps),
        "-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
    ]  # fmt: skip


class _Command:
    """Inputs and filter chains of one command, as they come to mind."""

    def __init__(self, assignment: Assignment) -> None:
        self._fps = assignment.fps
        self._assignment = assignment
        self._inputs: list[str] = []
        self._count = 0
        self._chains: list[str] = []

    def argv(self) -> list[str]:
        """Everything before the first -map."""
        begin = [str(ffmpeg_path()), "-hide_banner", "-nostdin", "-nostats", "-y"]
        return [*begin, *self._inputs, "-filter_complex", ";".join(self._chains)]

    def chain(self, text: str) -> None:
        """Add a chain that names its ends itself."""
        self._chains.append(text)

    def then(self, stream: str, filters: str) -> str:
        """The stream after some filters."""
        label = f"s{len(self._chains)}"
        self._chains.append(f"[{stream}]{filters}[{label}]")
        return label

    def picture(self, cuts: Sequence[Cut], canvas: tuple[int, int]) -> str:
        """The cuts one after the other, on the canvas."""
        return self._joined([self._shown(cut, canvas) for cut in cuts], "v=1")

    def sound(self, cuts: Sequence[Cut]) -> str:
        """The sound of the cuts one after the other, faded at each."""
        fade = Fraction(self._assignment.audio.join_fade_ms, 1000)
        return self._joined([self._heard(cut, fade) for cut in cuts], "v=0:a=1")

    def cover(self, picture: str, cover: Cover, wanted: Deliverable) -> str:
        """The picture with a drawn clip over it, and with a blurred ground below that if it is a card."""
        overlay, shift = cover.overlay, wanted.frames.start
        shown = Frames(max(overlay.frames.start, shift), min(overlay.frames.end, wanted.frames.end))
        skipped = shown.start - overlay.frames.start
        if overlay.backdrop is not None:
            ground = self._ground(overlay.frames, overlay.backdrop, wanted)
            picture = self._over(picture, self._from(ground, skipped, shown.start - shift), "0:0", "pass")
        clip = f"{self._input(['-i', str(cover.path)])}:v"
        if overlay.still:
            enable = f":enable='between(n,{shown.start - shift},{shown.end - shift - 1})'"
            return self._over(picture, clip, f"{overlay.box.x}:{overlay.box.y}", "repeat" + enable)
        moved = self._from(clip, skipped, shown.start - shift)
        return self._over(picture, moved, f"{overlay.box.x}:{overlay.box.y}", "pass")

    def _input(self, arguments: Sequence[str]) -> int:
        self._inputs += arguments
        self._count += 1
        return self._count - 1

    def _joined(self, streams: Sequence[str], kind: str) -> str:
        if len(streams) == 1:
            return streams[0]
        label = f"s{len(self._chains)}"
        self.chain(f"{''.join(f'[{each}]' for each in streams)}concat=n={len(streams)}:{kind}[{label}]")
        return label

    def _shown(self, cut: Cut, canvas: tuple[int, int]) -> str:
        number, _ = self._entered(cut)
        video = cut.footage.info.video
        assert video is not None
        conform = decide_conform(video, canvas, Fraction(self._fps))
        filters = [*_deinterlaced(conform), f"fps={self._fps}:start_time=0", f"trim=end_frame={cut.frames}"]
        return self.then(
            f"{number}:{video.index}", ",".join([*filters, self._clock("N"), *_on_canvas(conform, canvas)])
        )

    def _heard(self, cut: Cut, fade: Fraction) -> str:
        number, early = self._entered(cut)
        track, length = cut.footage.info.audio[0], Fraction(cut.frames) / self._fps
        faded = [f"afade=in:d={float(fade)}"] * cut.fades[0]
        faded += [f"afade=out:st={float(length - fade):.6f}:d={float(fade)}"] * cut.fades[1]
        filters = [
            "pan=stereo|c0=c0|c1=c0"
            if track.channels == 1
            else "aformat=sample_fmts=fltp:channel_layouts=stereo",
            f"aresample={RATE}:async=1:first_pts=0",
            f"atrim=start_sample={round(early * RATE)}",
            "asetpts=N/SR/TB",
            f"apad=whole_len={round(length * RATE)}",
            f"atrim=end_sample={round(length * RATE)}",
            *faded,
        ]
        return self.then(f"{number}:{track.index}", ",".join(filters))

    def _entered(self, cut: Cut) -> tuple[int, Fraction]:
        """(input, seconds that it begins too early): a quarter of a frame, which no rounding can lose."""
        video = cut.footage.info.video
        assert video is not None
        early = min(cut.start, Fraction(1, 4) / self._fps)
        entry = float(video.first_picture + cut.start - early)
        length = float(Fraction(cut.frames + 1) / self._fps)
        seek = ["-seek_timestamp", "1", "-ss", f"{entry:.6f}"] if cut.start else []
        return self._input([*seek, "-t", f"{length:.6f}", "-i", str(cut.footage.path)]), early

    def _ground(self, frames: Frames, backdrop: Backdrop, wanted: Deliverable) -> str:
        """The footage behind a card by the card's own clock: blurred, tinted, faded in and out."""
        width, height = wanted.canvas.width, wanted.canvas.height
        plain = self.picture(self._assignment.cuts(frames), (width, height))
        fade_out = float(Fraction(len(frames) - backdrop.fade_out) / self._fps)
        filters = [
            f"scale={width // SMALL}:{height // SMALL}:flags=area",
            f"gblur=sigma={backdrop.blur_px / SMALL}",
            f"lutyuv={_tint(backdrop)}",
            f"scale={width}:{height}:flags=bicubic",
            "format=yuva420p",
            f"fade=in:st=0:d={float(backdrop.fade_in / self._fps)}:alpha=1",
            f"fade=out:st={fade_out:.6f}:d={float(backdrop.fade_out / self._fps)}:alpha=1",
        ]
        return self.then(plain, ",".join(filters))

    def _from(self, clip: str, skipped: int, at: int) -> str:
        """The clip without its first frames, beginning at frame `at`."""
        return self.then(clip, f"trim=start_frame={skipped},{self._clock(f'(N+{at})')}")

    def _over(self, picture: str, clip: str, place: str, at_end: str) -> str:
        label = f"s{len(self._chains)}"
        self.chain(f"[{picture}][{clip}]overlay={place}:eof_action={at_end}[{label}]")
        return label

    def _clock(self, number: str) -> str:
        return f"settb={1 / self._fps},setpts={number}"


def _deinterlaced(conform: Conform) -> Iterator[str]:
    if conform.deinterlace is not None:
        yield f"bwdif=mode=send_frame:parity={conform.deinterlace}:deint=all"


def _on_canvas(conform: Conform, canvas: tuple[int, int]) -> Iterator[str]:
    assert not conform.hdr, "the comparison knows SDR footage only"
    yield (
        f"scale={conform.scale[0]}:{conform.scale[1]}:flags=bicubic+accurate_rnd"
        f":in_range={'full' if conform.full_range else 'limited'}:in_color_matrix={conform.matrix}"
        ":out_range=limited:out_color_matrix=bt709"
    )
    if conform.crop is not None:
        yield f"crop={conform.crop[0]}:{conform.crop[1]}"
    if conform.pad is not None:
        yield f"pad={canvas[0]}:{canvas[1]}:(ow-iw)/2:(oh-ih)/2"
    yield "setsar=1,format=yuv420p"
    yield "setparams=range=limited:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


def _tint(backdrop: Backdrop) -> str:
    """Each plane mixed with the colour's value, BT.709 in limited range."""
    red, green, blue = (int(backdrop.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    values = (
        16 + 219 * luma,
        128 + 224 * (blue - luma) / 1.8556,
        128 + 224 * (red - luma) / 1.5748,
    )
    share = backdrop.opacity_pct / 100
    return ":".join(
        f"{plane}=val*{1 - share:.2f}+{value * share:.2f}" for plane, value in zip("yuv", values, strict=True)
    )
