"""What ffmpeg is told when this stage listens and looks. Pure: parameters in, arguments out."""

from collections.abc import Sequence
from dataclasses import dataclass

from videopipe.model.time import Seconds

RATE = 48_000
"""Samples a second of every sound track."""
QUIET = ("-hide_banner", "-nostdin", "-nostats", "-protocol_whitelist", "file,pipe")

SWATCH_WIDTH, SWATCH_HEIGHT = 64, 36
"""Size of the pictures in which bars are looked for."""
SWATCHES_PER_SECOND = 5

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
    stream: int | None
    """Index in the container; None where there is no sound."""
    channels: int
    layout: str
    """FFmpeg's name: `mono`, `5.1(side)`, or `8 channels` where the file doesn't say."""


def sound_track_arguments(track: SoundTrack, source: str, wav: str) -> list[str]:
    """Arguments that write `track` of the file `source` as stereo float PCM."""
    chain = ",".join(
        (*_source_filters(track), f"apad=whole_len={track.samples}", f"atrim=end_sample={track.samples}")
    )
    if track.stream is None:
        wanted = ["-f", "lavfi", "-i", f"anullsrc=r={RATE}:cl=stereo", "-af", chain]
    else:
        wanted = ["-copyts", "-i", source, "-map", f"0:{track.stream}", "-af", chain]
    return [
        *QUIET, "-v", "error", *wanted,
        "-c:a", "pcm_f32le", "-rf64", "auto", "-map_metadata", "-1", "-fflags", "+bitexact", "-y", wav,
    ]  # fmt: skip


def _source_filters(track: SoundTrack) -> Sequence[str]:
    if track.stream is None:
        return ()
    return (
        f"asetpts=PTS-({track.first_picture})/TB",
        "atrim=start=0",
        stereo_filter(track.channels, track.layout),
        # async=1: silence where samples are missing, never a stretch. Gaps from 30 ms on are filled:
        # the default of 100 ms leaves lips visibly early; less meets the rounding of Matroska's clock.
        f"aresample={RATE}:async=1:first_pts=0:min_hard_comp=0.03",
    )


def stereo_filter(channels: int, layout: str) -> str:
    """The filter that makes stereo of a track.

    Mono goes to both sides at full level (FFmpeg's own way is 3 dB less). Surround is mixed as in ITU-R
    BS.775: centre and surrounds at -3 dB, no LFE; in float, for only there nothing is scaled down against clipping. A track whose layout the file
    doesn't tell holds separate microphones: the first two are taken.
    """
    if channels == 1:
        return "pan=stereo|c0=c0|c1=c0"
    if channels == 2 or layout.endswith("channels"):
        return "pan=stereo|c0=c0|c1=c1"
    return "aformat=sample_fmts=flt:channel_layouts=stereo"


def picture_arguments(stream: int, first_picture: Seconds, source: str, swatches: str) -> list[str]:
    """Arguments that decode the picture once: events on stderr, small RGB frames into the file `swatches`.

    The loop filter of H.264 and HEVC is left out, which saves a tenth of the decoding and changes nothing
    that can be seen at 160x90.
    """
    small = "scale=160:90:flags=fast_bilinear:out_range=tv,format=yuv420p"
    swatch = (
        f"fps={SWATCHES_PER_SECOND}:start_time=0:round=up,scale={SWATCH_WIDTH}:{SWATCH_HEIGHT}:flags=area"
    )
    graph = (
        f"[0:{stream}]setpts=PTS-({first_picture})/TB,{small},split[events][swatches];"
        f"[events]{BLACK},{FROZEN},{SHOTS}[seen];"
        f"[swatches]{swatch},format=rgb24[rgb]"
    )
    return [
        *QUIET, "-v", "info", "-progress", "pipe:1",
        "-copyts", "-skip_loop_filter", "all", "-i", source, "-filter_complex", graph,
        "-map", "[seen]", "-f", "null", "-", "-map", "[rgb]", "-f", "rawvideo", "-y", swatches,
    ]  # fmt: skip
