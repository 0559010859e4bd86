"""What a few decoded pictures tell that headers don't, or tell wrongly: fields, display matrix, damage."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, Any

from videopipe.media.matrix import parse_matrix
from videopipe.model.media import DecodeSample, FieldEvidence

if TYPE_CHECKING:
    import av.container

PLACES = (Fraction(0), Fraction(2, 5), Fraction(4, 5))
"""Where pictures are looked at, as shares of the length."""
PICTURES = 16
"""At each place: idet wants a run of pictures, and a speaker moves within a second."""
COLUMNS = 8
"""Every eighth column is enough to see combs."""


@dataclass
class Look:
    """What was seen; grows picture by picture."""

    interlaced: int = 0
    decoded: int = 0
    corrupt: int = 0
    rotation_deg: int = 0
    mirrored: bool = False
    dolby_vision: bool = False
    _combs: list[float] = field(default_factory=list)
    _idet: dict[str, int] = field(default_factory=dict)

    @property
    def fields(self) -> FieldEvidence:
        """The verdict of `idet` and the middle one of all comb measures."""
        return FieldEvidence(
            top_first=self._idet.get("tff", 0),
            bottom_first=self._idet.get("bff", 0),
            progressive=self._idet.get("progressive", 0),
            undetermined=self._idet.get("undetermined", 0),
            combed_permille=round(1000 * median(self._combs)) if self._combs else 0,
        )

    @property
    def sample(self) -> DecodeSample:
        """How decoding went."""
        return DecodeSample(self.decoded, self.corrupt)

    def add(self, picture: Any) -> None:
        """Take in what one picture says of itself."""
        self.decoded += 1
        self.corrupt += bool(picture.is_corrupt)
        self.interlaced += bool(picture.interlaced_frame)
        for item in picture.side_data:
            if item.type.name == "DISPLAYMATRIX":
                self._turn(bytes(item))
            self.dolby_vision |= item.type.name.startswith("DOVI")

    def _turn(self, raw: bytes) -> None:
        # A matrix that makes no sense turns nothing: players show the picture as it is.
        with contextlib.suppress(ValueError):
            self.rotation_deg, self.mirrored = parse_matrix(raw)

    def add_idet(self, verdicts: dict[str, int]) -> None:
        """Add the counts of one run of pictures."""
        for name, count in verdicts.items():
            self._idet[name] = self._idet.get(name, 0) + count

    def add_comb(self, share: float | None) -> None:
        """Add one comb measure; None where nothing moved."""
        if share is not None:
            self._combs.append(share)


def look(container: "av.container.InputContainer", stream: Any, frames: int) -> Look:
    """Decode a run of pictures at the start, in the middle and near the end of `stream` of a freshly opened container.

    `frames`: how many there are; a file of few pictures is looked at once, from its start.
    """
    seen = Look()
    most = len(PLACES) * PICTURES
    if frames <= most:
        _look_at(container, stream, PLACES[0], most, seen)
        return seen
    for place in PLACES:
        _look_at(container, stream, place, PICTURES, seen)
    return seen


def _look_at(
    container: "av.container.InputContainer", stream: Any, place: Fraction, count: int, seen: Look
) -> None:
    from videopipe.media.combing import combed_share

    run = _Idet(stream)
    before = None
    for picture in _decode(container, stream, place, count, seen):
        seen.add(picture)
        run.add(picture)
        luma = _luma(picture)
        if before is not None and luma is not None and before.shape == luma.shape:
            seen.add_comb(combed_share(before, luma))
        before = luma
    seen.add_idet(run.verdicts())


def _decode(
    container: "av.container.InputContainer", stream: Any, place: Fraction, count: int, seen: Look
) -> Iterator[Any]:
    import av

    try:
        if place:
            _go_to(container, stream, place)
        packets = container.demux(stream)
        left = count
        # A run of packets that the decoder refuses must end too.
        for _ in range(10 * count):
            try:
                pictures = next(packets).decode()
            except av.FFmpegError:
                seen.corrupt += 1
                continue
            yield from pictures[:left]
            left -= len(pictures)
            if left <= 0:
                return
    except (StopIteration, av.FFmpegError):
        return


def _go_to(container: "av.container.InputContainer", stream: Any, place: Fraction) -> None:
    start = stream.start_time or 0
    length = stream.duration or (container.duration or 0) / 1_000_000 / stream.time_base
    container.seek(int(start + place * int(length)), stream=stream, backward=True)
    stream.codec_context.flush_buffers()


def _luma(picture: Any) -> Any:
    """Luma of 8 bits, thinned out sideways; None for pictures of another kind."""
    import numpy as np

    if picture.height < 5 or not picture.format.name.startswith(("yuv", "gray", "nv12")):
        return None
    if picture.format.components[0].bits > 8:
        picture = picture.reformat(format="gray")
    plane = picture.planes[0]
    lines = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    return lines[: picture.height, : picture.width : COLUMNS].copy()


class _Idet:
    """FFmpeg's `idet` over one run of pictures."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._graph: Any = None
        self._found: dict[str, str] = {}

    def add(self, picture: Any) -> None:
        """Judge one more picture; a run whose pictures change size is judged as far as they are alike."""
        import av

        with contextlib.suppress(av.FFmpegError, ValueError):
            self._push(picture)

    def _push(self, picture: Any) -> None:
        if self._graph is None:
            self._graph = _idet_graph(self._stream)
        self._graph.push(picture)
        self._pull()

    def _pull(self) -> None:
        import av

        with contextlib.suppress(av.BlockingIOError, av.EOFError):
            while True:
                self._found = self._graph.pull().metadata

    def verdicts(self) -> dict[str, int]:
        """Pictures by verdict: tff, bff, progressive, undetermined."""
        import av

        if self._graph is None:
            return {}
        with contextlib.suppress(av.FFmpegError, ValueError):
            self._graph.push(None)
            self._pull()
        start = "lavfi.idet.multiple."
        return {
            name.removeprefix(start): round(float(value))
            for name, value in self._found.items()
            if name.startswith(start) and not name.endswith("current_frame")
        }


def _idet_graph(stream: Any) -> Any:
    from av.filter import Graph

    graph = Graph()
    source = graph.add_buffer(template=stream)
    judge = graph.add("idet")
    sink = graph.add("buffersink")
    source.link_to(judge)
    judge.link_to(sink)
    graph.configure()
    return graph
