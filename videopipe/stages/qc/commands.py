"""What ffmpeg is told when a finished film is examined. Pure: parameters in, arguments out."""

from dataclasses import dataclass

from videopipe.media.inputs import SAFE
from videopipe.model.time import Seconds

CELLS = (64, 36)
"""Columns and rows in which flashes are looked for, every picture."""
SWATCH = (192, 108)
"""Size of the pictures whose levels are read, ten a second. Averaging over ten by ten pixels of a 1080p picture
lets far less through than the low-pass of EBU R 103; what is left over is an area, not the edge of a letter."""
SWATCHES_PER_SECOND = 10

BLACK = "blackdetect=d=0.2:pic_th=0.98:pix_th=0.10"
FROZEN = "freezedetect=n=-60dB:d=0.2"
"""Of the full picture: averaged down, somebody who listens is as still as a frozen picture. 0.2 s: an encoder
refines a still in steps, and each step ends what the filter calls frozen."""

CELL_FILE, SWATCH_FILE, PAIR_FILE, SAMPLE_FILE = "cells.raw", "swatches.raw", "pairs.raw", "samples.raw"


@dataclass(frozen=True)
class PictureWanted:
    """The picture track to decode."""

    stream: int
    first_picture: Seconds
    pair_every: int
    """A pair of neighbouring pictures is kept each so many."""


@dataclass(frozen=True)
class SoundWanted:
    """The sound track to decode."""

    stream: int
    channels: int


def examine_arguments(film: str, picture: PictureWanted | None, sound: SoundWanted | None) -> list[str]:
    """Arguments that decode everything once: events on stderr, small pictures and samples into four files.

    The loop filter is left out: a quarter of the decoding, and averages over ten by ten pixels stay within
    one step. The bitstream is read to its last bit all the same.
    """
    graphs = [
        *([_picture_graph(picture)] if picture is not None else []),
        *([_sound_graph(sound)] if sound is not None else []),
    ]
    return [
        "-hide_banner", "-nostdin", "-nostats", "-v", "level+info", "-progress", "pipe:1",
        *SAFE,
        "-noautorotate", "-copyts", "-skip_loop_filter", "all", "-i", film, "-filter_complex", ";".join(graphs),
        *(_PICTURE_OUTPUTS if picture is not None else ()), *(_SOUND_OUTPUTS if sound is not None else ()),
    ]  # fmt: skip


def _picture_graph(picture: PictureWanted) -> str:
    small = "flags=area:out_range=limited,format=yuv444p"
    return (
        f"[0:{picture.stream}]setpts=PTS-({picture.first_picture})/TB,split=4[events][cells][swatches][pairs];"
        f"[events]{BLACK},{FROZEN}[seen];"
        f"[cells]scale={CELLS[0]}:{CELLS[1]}:{small}[c];"
        f"[swatches]fps={SWATCHES_PER_SECOND}:start_time=0:round=up,scale={SWATCH[0]}:{SWATCH[1]}:{small}[s];"
        f"[pairs]select='lt(mod(n\\,{picture.pair_every})\\,2)',format=yuv420p,extractplanes=y[p]"
    )


def _sound_graph(sound: SoundWanted) -> str:
    return f"[0:{sound.stream}]asplit[m][a];[m]ebur128=peak=true:framelog=info[metered];[a]anull[samples]"


_RAW = ("-fps_mode", "passthrough", "-f", "rawvideo", "-y")
_PICTURE_OUTPUTS = (
    "-map", "[seen]", "-fps_mode", "passthrough", "-f", "null", "-",
    "-map", "[c]", *_RAW, CELL_FILE, "-map", "[s]", *_RAW, SWATCH_FILE, "-map", "[p]", *_RAW, PAIR_FILE,
)  # fmt: skip
_SOUND_OUTPUTS = (
    "-map", "[metered]", "-f", "null", "-",
    "-map", "[samples]", "-c:a", "pcm_s16le", "-f", "s16le", "-y", SAMPLE_FILE,
)  # fmt: skip
