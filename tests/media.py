"""Media made by name, small and the same every time; what is inside stands in each docstring."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path

if TYPE_CHECKING:
    import numpy as np

_PALE = "lutyuv=u=(val+128)/2:v=(val+128)/2"
"""Half the colour of the test picture, whose full colours of BT.601 don't fit into BT.709."""
INTERVIEW_S = 10
PHRASES = ((1.0, 2.4), (2.8, 4.0), (6.0, 6.9), (7.3, 8.6))
"""Seconds at which somebody is heard in `interview`."""


def ffmpeg(*arguments: str | Path) -> None:
    """Run the ffmpeg that videopipe runs; raises ToolFailed."""
    run_tool([ffmpeg_path(), "-v", "error", "-nostdin", "-y", *arguments], stopped=lambda: False)


def interview(path: Path) -> None:
    """10 s of 320x180 at 25 pictures a second, a moving test picture that never stands still, in pale colours.

    Mono at 48 kHz: bursts of noise with the rhythm of syllables (4 a second) during `PHRASES`, between them
    a room 60 dB below. So: 1 s before the first word, 2 s of dead air in the middle, 1.4 s after the last.
    """
    ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={INTERVIEW_S},format=yuv420p,{_PALE}",
        "-f", "lavfi", "-i", f"aevalsrc='{_bursts(PHRASES)}':s=48000:d={INTERVIEW_S}:c=mono",
        "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", path,
    )  # fmt: skip


def _bursts(phrases: Sequence[tuple[float, float]]) -> str:
    heard = "+".join(f"between(t,{start},{end})" for start, end in phrases)
    return f"(random(0)-0.5)*(0.0004+0.4*({heard})*(0.6+0.4*sin(2*PI*4*t)))"


@dataclass(frozen=True)
class SyncFilm:
    """A film in which a white picture and a 1 kHz beep of 40 ms come together, again and again."""

    path: Path
    pairs: tuple[Fraction, ...]
    """When, in seconds from the first picture."""
    upright: bool = False
    """It stands upright when turned as its header says."""


@dataclass(frozen=True)
class _Shape:
    """How a sync film is made: `flash_at` is the number of the first white picture, then every `every`."""

    rate: Fraction = Fraction(25)
    every: int = 25
    flash_at: int = 12
    white: int = 1
    """Pictures that each flash lasts."""
    picture_late: Fraction = Fraction(0)
    """On the container's clock."""
    sound_late: Fraction = Fraction(0)
    filters: str = ""
    encoder: tuple[str, ...] = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50")
    muxer: tuple[str, ...] = ()

    @property
    def period(self) -> Fraction:
        """Seconds from flash to flash."""
        return self.every / self.rate

    @property
    def first(self) -> Fraction:
        """Seconds from the first picture to the first flash."""
        return self.flash_at / self.rate

    def pairs(self, seconds: int) -> tuple[Fraction, ...]:
        """All flashes that have a beep, and half a second of film behind them, from the first picture on."""
        count = int((seconds - self.first - Fraction(1, 2)) / self.period) + 1
        flashes = (self.first + number * self.period for number in range(count))
        sounds = self.sound_late - self.picture_late
        return tuple(flash for flash in flashes if sounds < flash < sounds + seconds - Fraction(1, 2))


def _sync_film(path: Path, seconds: int, shape: _Shape) -> SyncFilm:
    period, beep = float(shape.period), float(shape.first + shape.picture_late - shape.sound_late)
    white = f"lt(mod(n+{shape.every - shape.flash_at},{shape.every}),{shape.white})"
    picture = f"color=c=0x303030:s=320x180:r={shape.rate}:d={seconds},drawbox=t=fill:c=white:enable='{white}'"
    since = f"mod(t+{period * 10:.9f}-{beep:.9f},{period:.9f})"
    sound = f"aevalsrc='0.5*sin(2*PI*1000*t)*lt({since},0.04)':s=48000:d={seconds}"
    filters = ("-vf", shape.filters) if shape.filters else ()
    late = bool(shape.picture_late or shape.sound_late)
    made = path.with_stem(f"{path.stem}-level") if late else path
    ffmpeg(
        "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound,
        *filters, *shape.encoder, "-threads", "1", "-c:a", "aac", *shape.muxer, made,
    )  # fmt: skip
    if late:
        ffmpeg(
            "-itsoffset", str(float(shape.picture_late)), "-i", made, "-itsoffset", str(float(shape.sound_late)), "-i", made,
            "-map", "0:v", "-map", "1:a", "-c", "copy", path,
        )  # fmt: skip
    return SyncFilm(path, shape.pairs(seconds))


def sync_plain(folder: Path, seconds: int) -> SyncFilm:
    """320x180 at 25 pictures a second, dark grey; white and a beep at 0.48 s and every second from there."""
    return _sync_film(folder / "plain.mp4", seconds, _Shape())


def sync_variable_rate(folder: Path, seconds: int) -> SyncFilm:
    """30 pictures a second in turns of 10 s with every third of them only (FAILURES 1): 33 and 100 ms.

    White from picture 15 of every 30 on: for 67 ms, and 100 ms where pictures are thinned out.
    """
    thin = "select='if(lt(mod(t,20),10),not(mod(n,3)),1)'"
    shape = _Shape(Fraction(30), 30, 15, white=2, filters=thin, muxer=("-fps_mode", "vfr"))
    return _sync_film(folder / "variable-rate.mp4", seconds, shape)


def sync_picture_late(folder: Path, seconds: int) -> SyncFilm:
    """As `sync_plain`, but the first picture comes at 0.529 s, and sound from zero (FAILURES 11)."""
    return _sync_film(folder / "picture-late.mp4", seconds, _Shape(picture_late=Fraction(529, 1000)))


def sync_sound_late(folder: Path, seconds: int) -> SyncFilm:
    """As `sync_plain`, but the sound begins only 0.529 s after the first picture (FAILURES 11)."""
    return _sync_film(folder / "sound-late.mp4", seconds, _Shape(sound_late=Fraction(529, 1000)))


def sync_trimmed(folder: Path, seconds: int) -> SyncFilm:
    """`sync_plain` trimmed by its edit list, as phones trim: 1.36 s of pictures lie before zero and are not shown.

    So the first flash that is shown comes at 0.12 s.
    """
    whole = sync_plain(folder, seconds + 2)
    path = folder / "trimmed.mp4"
    ffmpeg("-ss", "1.36", "-i", whole.path, "-t", str(seconds), "-c", "copy", path)
    shown = [pair - Fraction(136, 100) for pair in whole.pairs]
    return SyncFilm(path, tuple(pair for pair in shown if 0 <= pair < seconds - Fraction(1, 2)))


def sync_ntsc(folder: Path, seconds: int) -> SyncFilm:
    """30000/1001 pictures a second; white and a beep with picture 15 of every 30: every 1.001 s.

    White for two pictures: one of 33 ms may show on none of 25 pictures a second.
    """
    return _sync_film(folder / "ntsc.mp4", seconds, _Shape(Fraction(30000, 1001), 30, 15, white=2))


def sync_interlaced(folder: Path, seconds: int) -> SyncFilm:
    """25 interlaced pictures a second, top field first; both fields of picture 12 of every 25 are white."""
    interlaced = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-flags", "+ilme+ildct")
    shape = _Shape(
        Fraction(50),
        50,
        24,
        white=2,
        filters="tinterlace=mode=interleave_top,setfield=tff",
        encoder=interlaced,
    )
    return _sync_film(folder / "interlaced.mp4", seconds, shape)


def sync_rotated_hdr(folder: Path, seconds: int) -> SyncFilm:
    """HEVC, 10 bits, BT.2020 and HLG, 30 pictures a second, to be turned by 90 degrees: 180x320 upright.

    Dark grey; white for two pictures and a beep at 0.5 s and every second from there.
    """
    encoder = (
        "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1",
        "-x265-params", "log-level=none:pools=none:frame-threads=1:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc",
        "-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc",
    )  # fmt: skip
    lying = _sync_film(folder / "lying.mp4", seconds, _Shape(Fraction(30), 30, 15, white=2, encoder=encoder))
    path = folder / "rotated-hdr.mp4"
    ffmpeg("-display_rotation", "90", "-i", lying.path, "-c", "copy", path)
    return SyncFilm(path, lying.pairs, upright=True)


def sync_transport_stream(folder: Path, seconds: int) -> SyncFilm:
    """As `sync_plain` in an MPEG transport stream whose clock begins after 4 s, with a key picture every 6 s only."""
    rare = ("-g", "150", "-keyint_min", "150", "-sc_threshold", "0")
    return _sync_film(folder / "stream.ts", seconds, _Shape(muxer=(*rare, "-output_ts_offset", "3")))


SYNC_FILMS: dict[str, Callable[[Path, int], SyncFilm]] = {
    "variable rate": sync_variable_rate,
    "picture late": sync_picture_late,
    "sound late": sync_sound_late,
    "trimmed by an edit list": sync_trimmed,
    "29.97": sync_ntsc,
    "50i": sync_interlaced,
    "rotated HDR": sync_rotated_hdr,
    "transport stream": sync_transport_stream,
}
"""Kinds of sources through which sync must hold; each function takes a folder and a length in seconds."""


STAMP_BITS = 10
STAMP_SIZE = (160, 96)


def raw_video(
    path: Path, pictures: Iterable[bytes], size: tuple[int, int], pixels: str, rate: str, *options: str
) -> None:
    """Raw pictures, encoded by `options` (filters too)."""
    run_tool(
        [
            ffmpeg_path(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", pixels, "-s", f"{size[0]}x{size[1]}",
            "-r", rate, "-i", "-", *options, path,
        ],
        stopped=lambda: False, stdin=pictures,
    )  # fmt: skip


def stamp(number: int) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """Luma of `STAMP_SIZE`: columns black or white, the bits of the number's Gray code, highest first."""
    import numpy as np

    code = number ^ (number >> 1)
    width, height = STAMP_SIZE
    bits = [(code >> bit) & 1 for bit in reversed(range(STAMP_BITS))]
    row = np.repeat(np.array(bits, np.uint8) * 200 + 20, width // STAMP_BITS)
    return np.tile(row, (height, 1))


def stamped(path: Path, frames: int, rate: str, *options: str) -> None:
    """`frames` pictures of 160x96 at `rate`, each showing its own number (`stamp`), one key picture a second or so."""
    pictures = (stamp(number).tobytes() for number in range(frames))
    encode = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "24", "-pix_fmt", "yuv420p")
    raw_video(path, pictures, STAMP_SIZE, "gray", rate, *encode, *options)


def stamped_fields(path: Path, frames: int, rate: str, *, top_first: bool) -> None:
    """Interlaced pictures: field n of the film, first or second of its picture by the order, shows number n."""
    encode = (
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-g",
        "24",
        "-pix_fmt",
        "yuv420p",
        "-flags",
        "+ilme+ildct",
    )
    order = (
        "-vf",
        f"setfield={'tff' if top_first else 'bff'}",
        "-x264-params",
        "tff=1" if top_first else "bff=1",
    )
    raw_video(path, _woven(frames, top_first), STAMP_SIZE, "gray", rate, *order, *encode)


def _woven(frames: int, top_first: bool) -> Iterator[bytes]:
    for frame in range(frames):
        picture, second = stamp(2 * frame), stamp(2 * frame + 1)
        picture[1 if top_first else 0 :: 2] = second[1 if top_first else 0 :: 2]
        yield picture.tobytes()


def panning_fields(path: Path, frames: int, *, top_first: bool) -> None:
    """50i, 320x180: a pattern of soft stripes that moves 3 pixels a field, so that woven fields comb everywhere."""
    import numpy as np

    def field(number: int) -> Any:
        across = np.arange(320) + 3 * number
        return np.tile((128 + 90 * np.sin(across / 6.0)).astype(np.uint8), (180, 1))

    def woven() -> Iterator[bytes]:
        for frame in range(frames):
            picture, second = field(2 * frame), field(2 * frame + 1)
            picture[1 if top_first else 0 :: 2] = second[1 if top_first else 0 :: 2]
            yield picture.tobytes()

    order = f"setfield={'tff' if top_first else 'bff'}"
    raw_video(path, woven(), (320, 180), "gray", "25", "-vf", order, "-c:v", "mpeg2video", "-q:v", "2", "-pix_fmt",
              "yuv420p", "-flags", "+ilme+ildct", "-g", "12")  # fmt: skip


CORNERS = {"red": (255, 0, 0), "green": (0, 200, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
"""Of `corners`, in its own pixels: top left, top right, bottom left, bottom right."""


def corners(path: Path, *turn: str, size: tuple[int, int] = (160, 90)) -> None:
    """Five pictures whose quarters are `CORNERS`, with a display matrix made by `turn` (`-display_rotation 90` …)."""
    import numpy as np

    width, height = size
    picture = np.zeros((height, width, 3), np.uint8)
    top_left, top_right, bottom_left, bottom_right = CORNERS.values()
    picture[: height // 2, : width // 2], picture[: height // 2, width // 2 :] = top_left, top_right
    picture[height // 2 :, : width // 2], picture[height // 2 :, width // 2 :] = bottom_left, bottom_right
    flat = path.with_suffix(".flat.mp4")
    scale = "scale=out_color_matrix=bt709:out_range=limited,format=yuv420p,setparams=colorspace=bt709"
    raw_video(flat, [picture.tobytes()] * 5, size, "rgb24", "25", "-vf", scale, "-c:v", "libx264", "-qp", "4")
    ffmpeg(*turn, "-i", flat, "-c", "copy", path)


PATCH = 32
"""Side of a patch, in pixels."""


def patches(path: Path, planes: "np.ndarray[Any, Any]", pixels: str, *tags: str) -> None:
    """Two pictures of one row of patches: `planes` [3, n] holds the numbers of Y, Cb, Cr (or G, B, R for gbrp) as they
    stand in the file, whatever `tags` say they mean. Lossless (FFV1), 25 pictures a second.
    """
    import numpy as np

    small = "420" in pixels, "420" in pixels or "422" in pixels
    deep = np.uint16 if "10" in pixels else np.uint8
    written = []
    for index, plane in enumerate(planes):
        rows = PATCH // 2 if index and small[0] else PATCH
        columns = PATCH // 2 if index and small[1] else PATCH
        written.append(np.tile(np.repeat(plane, columns), (rows, 1)).astype(deep).tobytes())
    size = (PATCH * planes.shape[1], PATCH)
    raw_video(
        path,
        [b"".join(written)] * 2,
        size,
        pixels,
        "25",
        "-vf",
        "setparams=" + ":".join(tags),
        "-c:v",
        "ffv1",
    )


# Finished films, each with one fault.

FILM_S = 8
"""Length of every film here."""
_TAGS = ("-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709")
_TAGGED = "setparams=range=limited:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
_PICTURE = f"testsrc2=s=320x180:r=25:d={FILM_S},format=yuv420p,{_PALE},{_TAGGED}"
_LEVEL = 0.158
"""Amplitude of a 1 kHz tone on both channels that measures −16 LUFS."""
_TONE = f"{_LEVEL}*sin(2*PI*1000*t)"


def _film(
    path: Path,
    *,
    picture: str = "null",
    left: str = _TONE,
    right: str = _TONE,
    rate: int = 48000,
    gop: int = 50,
    late_s: str = "0",
    tags: Sequence[str] = _TAGS,
    more: Sequence[str] = ("-pix_fmt", "yuv420p", "-movflags", "+faststart"),
) -> None:
    ffmpeg(
        "-f", "lavfi", "-i", f"{_PICTURE},{picture}",
        "-itsoffset", late_s, "-f", "lavfi", "-i", f"aevalsrc='{left}|{right}':s={rate}:d={FILM_S}:c=stereo",
        "-c:v", "libx264", "-preset", "superfast", "-profile:v", "high10" if "yuv420p10le" in more else "high",
        "-threads", "1", "-g", str(gop), "-keyint_min", str(gop), "-sc_threshold", "0", *tags,
        "-c:a", "aac", "-b:a", "128k", *more, path,
    )  # fmt: skip


def clean_film(path: Path) -> None:
    """8 s of 320x180 at 25, always moving; H.264 High, BT.709, a key picture every 2 s, index first.

    AAC-LC stereo, 48 kHz, a tone of −16 LUFS on both sides. Nothing is wrong with it.
    """
    _film(path)


def film_with_black(path: Path) -> None:
    """Black from 3 s on for 0.6 s."""
    _film(path, picture="drawbox=t=fill:c=black:enable='between(n,75,89)'")


def film_with_freeze(path: Path) -> None:
    """The picture of 2.96 s stays until 6 s."""
    _film(path, picture=f"loop=loop=75:size=1:start=74,trim=end_frame={FILM_S * 25},setpts=N/25/TB")


def film_with_silence(path: Path) -> None:
    """Digital silence from 2 to 6 s; the gate of BS.1770 keeps it out of the loudness."""
    heard = f"{_TONE}*(lt(t,2)+gte(t,6))"
    _film(path, left=heard, right=heard)


def film_with_flashes(path: Path) -> None:
    """White and picture in turn, five times a second, from 3 to 5 s."""
    _film(path, picture="drawbox=t=fill:c=white:enable='between(n,75,124)*lt(mod(n,5),3)'")


def film_with_red_flashes(path: Path) -> None:
    """A saturated red and a dark grey in turn, five times a second, from 3 to 5 s: 3 cd/m² apart."""
    box = "drawbox=t=fill:c={}:enable='between(n,75,124)*{}(mod(n,5),3)'"
    # drawbox reckons in BT.601: this becomes 75 % red in BT.709
    _film(path, picture=f"{box.format('0x404040', 'gte')},{box.format('0xb00000', 'lt')}")


def film_with_dead_left(path: Path) -> None:
    """Nothing on the left, the tone 3 dB louder on the right."""
    _film(path, left="0", right=f"1.413*{_TONE}")


def film_too_bright(path: Path) -> None:
    """From 3 to 4 s the upper half has luma 255."""
    _film(
        path,
        picture="geq=lum='if(lt(Y,H/2),255,lum(X,Y))':cb='cb(X,Y)':cr='cr(X,Y)':enable='between(n,75,99)'",
    )


def film_with_clipping(path: Path) -> None:
    """A tone driven far beyond full scale for 10 ms at 3 s."""
    loud = f"if(between(t,3,3.01),clip(8*sin(2*PI*200*t),-1,1),{_TONE})"
    _film(path, left=loud, right=loud)


def film_in_opposed_phase(path: Path) -> None:
    """From 2 to 5 s the right channel is the left one turned round."""
    _film(path, right=f"if(between(t,2,5),-1,1)*{_TONE}")


def film_too_quiet(path: Path) -> None:
    """3 LU below the target."""
    _film(path, left=f"0.708*{_TONE}", right=f"0.708*{_TONE}")


def film_with_long_gop(path: Path) -> None:
    """One key picture, at the start."""
    _film(path, gop=250)


def film_with_index_last(path: Path) -> None:
    """`moov` behind `mdat`."""
    _film(path, more=("-pix_fmt", "yuv420p"))


def film_of_10_bit(path: Path) -> None:
    """yuv420p10le, High 10."""
    _film(path, more=("-pix_fmt", "yuv420p10le", "-movflags", "+faststart"))


def film_without_tags(path: Path) -> None:
    """No primaries, transfer or matrix."""
    _film(path, picture="setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown", tags=())


def film_of_hdr(path: Path) -> None:
    """8 bit, tagged HLG and BT.2020."""
    tags = ("-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc")
    _film(
        path, picture="setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc", tags=tags
    )


def film_of_variable_rate(path: Path) -> None:
    """Every second picture of the first 4 s is missing."""
    more = ("-pix_fmt", "yuv420p", "-movflags", "+faststart", "-fps_mode", "passthrough")
    _film(path, picture="select='if(lt(n,100),not(mod(n,2)),1)'", gop=25, more=more)


def film_on_its_side(path: Path) -> None:
    """A display matrix of 90°."""
    upright = path.with_name("upright.mp4")
    _film(upright)
    ffmpeg("-display_rotation", "90", "-i", upright, "-c", "copy", "-movflags", "+faststart", path)


def film_of_44100(path: Path) -> None:
    """Sound at 44.1 kHz."""
    _film(path, rate=44100)


def film_with_late_sound(path: Path) -> None:
    """The sound starts 100 ms after the first picture; its track 79 ms, since 21 ms of AAC's run-up are played."""
    _film(path, late_s="0.1")


def film_with_very_late_sound(path: Path) -> None:
    """The same, 150 ms: the track starts at 129 ms."""
    _film(path, late_s="0.15")


def woven_film(path: Path) -> None:
    """50 moments a second woven into 25 pictures, tagged progressive."""
    fast = f"testsrc2=s=640x360:r=50:d=4,format=yuv420p,{_PALE},{_TAGGED},tinterlace=mode=interleave_top"
    ffmpeg(
        "-f", "lavfi", "-i", f"{fast},setfield=prog", "-f", "lavfi", "-i", f"aevalsrc='{_TONE}|{_TONE}':s=48000:d=4:c=stereo",
        "-c:v", "libx264", "-preset", "superfast", "-profile:v", "high", "-g", "50", "-pix_fmt", "yuv420p", *_TAGS,
        "-c:a", "aac", "-movflags", "+faststart", path,
    )  # fmt: skip


def broken_film(path: Path) -> None:
    """A clean film with 400 bytes of its picture overwritten in the middle."""
    _film(path)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    path.write_bytes(content)
