"""Media made by name, small and the same every time; what is inside stands in each docstring."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path

if TYPE_CHECKING:
    import numpy as np

INTERVIEW_S = 10
PHRASES = ((1.0, 2.4), (2.8, 4.0), (6.0, 6.9), (7.3, 8.6))
"""Seconds at which somebody is heard in `interview`."""


def ffmpeg(*arguments: str | Path) -> None:
    """Run the ffmpeg that videopipe runs; raises ToolFailed."""
    run_tool([ffmpeg_path(), "-v", "error", "-nostdin", "-y", *arguments], stopped=lambda: False)


def interview(path: Path) -> None:
    """10 s of 320x180 at 25 pictures a second, a moving test picture that never stands still.

    Mono at 48 kHz: bursts of noise with the rhythm of syllables (4 a second) during `PHRASES`, between them
    a room 60 dB below. So: 1 s before the first word, 2 s of dead air in the middle, 1.4 s after the last.
    """
    ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={INTERVIEW_S}",
        "-f", "lavfi", "-i", f"aevalsrc='{_bursts(PHRASES)}':s=48000:d={INTERVIEW_S}:c=mono",
        "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", path,
    )  # fmt: skip


def _bursts(phrases: Sequence[tuple[float, float]]) -> str:
    heard = "+".join(f"between(t,{start},{end})" for start, end in phrases)
    return f"(random(0)-0.5)*(0.0004+0.4*({heard})*(0.6+0.4*sin(2*PI*4*t)))"


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
