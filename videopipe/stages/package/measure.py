"""What a finished file is, by reading it: nothing is taken over from how it was made."""

import hashlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from videopipe.media.inputs import open_input
from videopipe.media.loudness import measure_argv, parse_ebur128
from videopipe.media.probe import Unreadable, probe
from videopipe.media.run import run_tool
from videopipe.model.bundle import ImageInfo, Measured
from videopipe.model.errors import Damaged, Stopped
from videopipe.model.media import Loudness
from videopipe.model.time import Seconds
from videopipe.stages.package.plan import Kind

_BLOCK_BYTES = 1 << 20


class BadStill(Damaged):
    """A still picture that can't be opened."""

    en = "{file} can't be read as a picture ({why}). Run the episode again: it is then made anew"
    zh = "{file} 无法作为图片读取（{why}）。请重新运行该节目，系统会重新生成"


def measure(path: Path, kind: Kind, stopped: Callable[[], bool]) -> Measured:
    """The facts of the file at `path`. Raises Unreadable, BadStill, ToolFailed or Stopped."""
    sha256, size_bytes = read_digest(path, stopped)
    if kind == "image":
        return Measured(sha256, size_bytes, image=_image(path))
    if kind == "plain":
        return Measured(sha256, size_bytes)
    media = probe(path)
    if not media.audio:
        return Measured(sha256, size_bytes, media)
    # A decoder fills up its last block; players stop where the container says.
    sound = min(_decoded_sound(path, stopped), media.audio[0].duration)
    return Measured(sha256, size_bytes, media, _loudness(path, stopped), sound)


def read_digest(path: Path, stopped: Callable[[], bool]) -> tuple[str, int]:
    """(sha256 in hex, size in bytes). Raises Stopped."""
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            if stopped():
                raise Stopped
            digest.update(block)
            size_bytes += len(block)
    return digest.hexdigest(), size_bytes


def _image(path: Path) -> ImageInfo:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.load()
            return ImageInfo(str(picture.format), picture.width, picture.height)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadStill(file=path.name, why=str(error)) from error


def _loudness(path: Path, stopped: Callable[[], bool]) -> Loudness:
    return parse_ebur128(run_tool(measure_argv(path), stopped=stopped).stderr)


def _decoded_sound(path: Path, stopped: Callable[[], bool]) -> Seconds:
    """Length of all samples that come out of the first sound track. Raises Unreadable."""
    import av

    samples = 0
    try:
        with open_input(path) as container:
            stream = container.streams.audio[0]
            for frame in container.decode(stream):
                if stopped():
                    raise Stopped
                samples += frame.samples
            return Fraction(samples, stream.codec_context.sample_rate)
    except av.FFmpegError as error:
        raise Unreadable(file=path.name, why=error.strerror or str(error)) from error
