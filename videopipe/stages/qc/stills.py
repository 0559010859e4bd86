"""Small pictures of a film's moments, for a report."""

from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from videopipe.media.inputs import open_input
from videopipe.model.time import Seconds

WIDTH = 320
QUALITY = 72


def take_stills(film: Path, moments: Sequence[Seconds]) -> list[str]:
    """A JPEG of each moment (from the first picture) as a data address; "" where nothing can be decoded."""
    import av

    try:
        with open_input(film) as container:
            if not container.streams.video:
                return ["" for _ in moments]
            return [_still(container, moment) for moment in moments]
    except av.FFmpegError:
        return ["" for _ in moments]


def _still(container: Any, moment: Seconds) -> str:
    import av

    stream = container.streams.video[0]
    start = (stream.start_time or 0) * stream.time_base
    try:
        container.seek(int((start + moment) / stream.time_base), stream=stream, backward=True)
        picture = None
        for frame in container.decode(stream):
            picture = frame
            if (
                frame.pts is not None
                and (frame.pts + (frame.duration or 0)) * stream.time_base > start + moment
            ):
                break
        return _address(picture) if picture is not None else ""
    except av.FFmpegError:  # a damaged place has no picture to show
        return ""


def _address(frame: Any) -> str:
    height = max(2, round(WIDTH * frame.height / frame.width / 2) * 2)
    small = frame.reformat(WIDTH, height, "rgb24", interpolation="AREA")
    jpeg = BytesIO()
    small.to_image().save(jpeg, "JPEG", quality=QUALITY)
    return "data:image/jpeg;base64," + b64encode(jpeg.getvalue()).decode("ascii")
