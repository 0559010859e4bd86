"""What ffmpeg is told when this stage listens and looks. Pure: parameters in, arguments out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from videopipe.media.bt709 import text_of, to_bt709
from videopipe.media.inputs import SAFE
from videopipe.model.sound import SoundChoice, Tap
from videopipe.model.time import Seconds

RATE = 48_000
"""Samples a second of every sound track."""
QUIET = ("-hide_banner", "-nostdin", "-nostats")

SWATCH_WIDTH, SWATCH_HEIGHT = 64, 36
"""Size of the pictures in which bars are looked for."""
SWATCHES_PER_SECOND = 5
LEVELS_WIDTH, LEVELS_HEIGHT = 192, 108
"""As in quality control: the shares that are out of range then agree (60.2 and 60.1 %, 38.4 and 39.2 %, 0.14 and 0.14 %
before and on the canvas)."""
LEVELS_PER_SECOND = 3
"""What is out of range for half a second isn't published: each such stretch is met."""

BLACK = "blackdetect=d=0.2:pix_th=0.1"
"""0.2 s: a fade through black is longer, a flash frame shorter."""
FROZEN = "freezedetect=n=0.001:d=2"
"""-60 dB: a tripod shot of somebody listening moves more than that."""
SHOTS = "scdet=threshold=10"
"""The loop of the sample's backdrop scores 14, its hard cuts 19 to 25, a head that turns below 5."""


@dataclass(frozen=True)
class SoundTrack:
    """Which sound is wanted of a source, and where it lies."""

    first_picture: Seconds
    """On the container's clock: becomes sample 0."""
    samples: int
    """Wanted length at 48 kHz."""
    choice: SoundChoice


def sound_track_arguments(track: SoundTrack, source: str, wav: str) -> list[str]:
    """Arguments that write `track` of the file `source` as stereo float PCM."""
    silent = not track.choice.streams
    # A track of which two packets in three are broken is still better than none: that is said, not refused.
    footage = ["-max_error_rate", "1", "-copyts", *SAFE, "-i", source]
    wanted = ["-f", "lavfi", "-i", f"anullsrc=r={RATE}:cl=stereo"] if silent else footage
    return [
        *QUIET, "-v", "error", *wanted, "-filter_complex", sound_graph(track), "-map", "[out]",
        "-c:a", "pcm_f32le", "-rf64", "auto", "-map_metadata", "-1", "-fflags", "+bitexact", "-y", wav,
    ]  # fmt: skip


def sound_graph(track: SoundTrack) -> str:
    """From the streams of the choice to `[out]`: both sides, what is mended, the length."""
    choice = track.choice
    length = f"apad=whole_len={track.samples},atrim=end_sample={track.samples}"
    end = ",".join((*_mending(choice), length))
    if not choice.streams:
        return f"[0:a]{end}[out]"
    if choice.mix is not None:
        return f"[0:{choice.mix}]{_placed(track, _MIX)},{end}[out]"
    left, right = choice.left or choice.right, choice.right or choice.left
    assert left is not None  # noqa: S101 - `streams` isn't empty, and nothing is mixed
    assert right is not None  # noqa: S101 - likewise
    if left.stream == right.stream:
        both = f"pan=stereo|c0={_channel(left)}|c1={_channel(right)}"
        return f"[0:{left.stream}]{_placed(track, both)},{end}[out]"
    sides = ";".join(
        f"[0:{tap.stream}]{_placed(track, f'pan=mono|c0={_channel(tap)}')},{length}[{name}]"
        for name, tap in (("left", left), ("right", right))
    )
    return f"{sides};[left][right]join=inputs=2:channel_layout=stereo,{end}[out]"


_MIX = "aformat=channel_layouts=stereo"
"""FFmpeg mixes surround as in ITU-R BS.775: centre and surrounds at -3 dB, no LFE; in float, for only there
nothing is scaled down against clipping."""


def _placed(track: SoundTrack, sides: str) -> str:
    """A stream on the picture's clock, in float, its `sides` taken.

    async=1: silence where samples are missing, never a stretch. Gaps from 30 ms on are filled: the default of
    100 ms leaves lips visibly early; less meets the rounding of Matroska's clock.
    """
    return (
        f"asetpts=PTS-({track.first_picture})/TB,atrim=start=0,aformat=sample_fmts=fltp,{sides},"
        f"aresample={RATE}:async=1:first_pts=0:min_hard_comp=0.03"
    )


def _channel(tap: Tap) -> str:
    # Mono goes to both sides at full level: FFmpeg's own way is 3 dB less.
    return f"-1*c{tap.position}" if tap.inverted else f"c{tap.position}"


def _mending(choice: SoundChoice) -> Iterator[str]:
    if choice.highpass_hz:
        yield f"highpass=f={choice.highpass_hz}"
    for hz in choice.notches_hz:
        yield f"bandreject=f={hz}:t=h:w={NOTCH_HZ}"


NOTCH_HZ = 4
"""Width. The mains wander by 0.2 Hz, tenfold at the tenth overtone; narrower notches ring for longer."""


@dataclass(frozen=True)
class LevelsWanted:
    """How the numbers of a picture become those of the delivered one (as the picture stage does it)."""

    full_range: bool
    matrix: str
    """In swscale's words."""
    colours: Mapping[str, str] | None
    """Primaries, transfer and matrix, where they aren't BT.709's."""
    hdr: bool
    data_lines: int
    """Above the picture; they are left out."""


def picture_arguments(
    stream: int, first_picture: Seconds, wanted: LevelsWanted, source: str, swatches: str, levels: str
) -> list[str]:
    """Arguments that decode the picture once: events on stderr, small RGB frames into the file `swatches`, small
    frames of limited BT.709 in YUV 4:4:4 into `levels`.

    The loop filter of H.264 and HEVC is left out, which saves a tenth of the decoding and changes nothing
    that can be seen at 160x90.
    """
    small = "scale=160:90:flags=fast_bilinear:out_range=tv,format=yuv420p"
    swatch = (
        f"fps={SWATCHES_PER_SECOND}:start_time=0:round=up,scale={SWATCH_WIDTH}:{SWATCH_HEIGHT}:flags=area"
    )
    graph = (
        f"[0:{stream}]setpts=PTS-({first_picture})/TB,split[all][few];"
        f"[all]{small},split[events][swatches];"
        f"[events]{BLACK},{FROZEN},{SHOTS}[seen];"
        f"[swatches]{swatch},format=rgb24[rgb];"
        f"[few]{_levels(wanted)}[yuv]"
    )
    return [
        *QUIET, "-v", "repeat+level+info", "-progress", "pipe:1",
        "-copyts", *SAFE, "-skip_loop_filter", "all", "-i", source, "-filter_complex", graph,
        "-map", "[seen]", "-f", "null", "-", "-map", "[rgb]", "-f", "rawvideo", "-y", swatches,
        "-map", "[yuv]", "-f", "rawvideo", "-y", levels,
    ]  # fmt: skip


def _levels(wanted: LevelsWanted) -> str:
    """Averaged over areas of the full picture, as quality control does: what a quicker scaler picks are single pixels
    beside edges (of a clean interview, 2.2 % were out of range at 160x90 by `fast_bilinear`; 0.01 % so).
    """
    reach = "full" if wanted.full_range else "limited"
    into = wanted.matrix if wanted.colours else "bt709"
    steps = [
        f"fps={LEVELS_PER_SECOND}:start_time=0:round=up",
        *([f"crop=iw:ih-{wanted.data_lines}:0:{wanted.data_lines}"] if wanted.data_lines else []),
        (
            f"scale={LEVELS_WIDTH}:{LEVELS_HEIGHT}:flags=area:in_range={reach}:in_color_matrix={wanted.matrix}:"
            f"out_range=limited:out_color_matrix={into}"
        ),
        *(map(text_of, to_bt709(wanted.colours, wanted.hdr)) if wanted.colours else ()),
        "format=yuv444p",
    ]
    return ",".join(steps)
