"""How a source's pictures become the canvas's: upright, progressive, square pixels, limited range, BT.709.

Turning and mirroring is the decoder's part (autorotation): windows and sizes are those of the upright picture.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, gcd, lcm

from videopipe.model.colours import BT709, MATRIX_WORDS, Colours, colours_of
from videopipe.model.media import Timing, VideoStream
from videopipe.model.overlay import Box

Size = tuple[int, int]

NEAR_SHAPE = Fraction(2, 100)
"""Shapes that differ by less are filled and trimmed at the edges rather than given thin bars."""
THIN_FILL = Fraction(8, 100)
"""Where a fill is wanted, trimmed up to here: thin strips of blur look like a mistake (DCI on 16:9 is 6.7 %)."""
SMALLEST_LATE_S = Fraction(1, 2000)
"""Two rates that need less meet at every phase: no instant is safer than another."""
NEAR_MIDDLE = Fraction(2, 5)
"""Of a frame. At its very middle pictures of twice the rate would tie."""
SAME_RATE = Fraction(1, 100)


@dataclass(frozen=True)
class Window:
    """The part of a source's upright picture that is used, in its own pixels."""

    width: int
    height: int
    x: int
    y: int


@dataclass(frozen=True)
class Conform:
    """What has to be done to one source for one canvas."""

    deinterlace: str | None
    """Field order for bwdif: tff or bff."""
    hdr: bool
    full_range: bool
    matrix: str
    """In swscale's words."""
    scale: Size
    crop: Size | None
    """Centred, after scaling."""
    pad: Size | None
    """Centred, after scaling."""
    filled: bool = False
    """What lies beside a padded picture: itself, blurred and darkened; otherwise black."""
    each_field: bool = False
    """Every field becomes a picture of its own."""
    late: Fraction | None = None
    """Seconds after a frame's instant at which the picture on screen is looked for; None where each frame has a picture
    of its own instant, exactly.
    """
    colours: Colours | None = None
    """The source's, where they aren't BT.709's. swscale's way from one matrix to another tints grey by ΔE 2 to 3."""
    window: Window | None = None
    limited: bool = False
    """What isn't a colour (R, G or B below 0 or above 100 %) is brought to the nearest that is. Where fields become
    pictures, always: at a cut a picture may have the light of one shot and the colour of the next.
    """


def decide_conform(
    video: VideoStream, canvas: Size, fps: Fraction, fit: str = "fill", *, limit: bool = False
) -> Conform:
    """The steps from `video` as it is (autorotated by the decoder) to `canvas` pixels, `fps` times a second.

    `fit` (fill, crop or bars) says what becomes of a picture of another shape; `limit`, that its levels go too far.
    """
    deinterlace = {"top-first": "tff", "bottom-first": "bff"}.get(video.field_order)
    each_field = deinterlace is not None and _wants_fields(video, fps)
    window, scale, crop, pad = _fit(video, canvas, fit)
    colours = colours_of(video)
    return Conform(
        deinterlace=deinterlace,
        hdr=colours.is_hdr,
        full_range=video.full_range,
        matrix=MATRIX_WORDS.get(colours.matrix, "bt709"),
        scale=scale,
        crop=crop,
        pad=pad,
        filled=pad is not None and fit == "fill",
        each_field=each_field,
        late=_late(video.timing.fps * (2 if each_field else 1), fps, is_steady(video.timing)),
        colours=None if colours == BT709 else colours,
        window=window,
        limited=limit or deinterlace is not None,
    )


Part = tuple[Fraction, Fraction, Fraction, Fraction]
"""Left, top, right, bottom as shares of the whole upright picture, 0 to 1."""


def part_behind(conform: Conform, video: VideoStream, canvas: Size, box: Box) -> Part | None:
    """Which part of the source's picture lies behind a box of the canvas; None beside the picture."""
    whole, (width, height) = picture_of(video), conform.scale
    used = conform.window or whole
    left, top = (Fraction(outer - inner, 2) for outer, inner in zip(canvas, conform.scale, strict=True))
    across = [min(max(Fraction(x - left) / width, Fraction(0)), Fraction(1)) for x in (box.x, box.right)]
    down = [min(max(Fraction(y - top) / height, Fraction(0)), Fraction(1)) for y in (box.y, box.bottom)]
    if across[0] == across[1] or down[0] == down[1]:
        return None
    x0, x1 = (Fraction(used.x - whole.x + x * used.width) / whole.width for x in across)
    y0, y1 = (Fraction(used.y - whole.y + y * used.height) / whole.height for y in down)
    return x0, y0, x1, y1


def _wants_fields(video: VideoStream, fps: Fraction) -> bool:
    """Whether the fields' own instants are needed: not where each frame is made of a whole picture."""
    pictures = video.timing.fps / fps
    return pictures > 0 and (round(pictures) == 0 or abs(pictures - round(pictures)) > SAME_RATE)


def is_steady(timing: Timing) -> bool:
    """Whether pictures come at a constant rate whose times are exact on every clock: 25 and 50, not 29.97."""
    return timing.constant and timing.fps > 0 and (1000 / timing.fps).denominator == 1


def _late(rate: Fraction, fps: Fraction, steady: bool) -> Fraction | None:
    """Somewhat before the middle of a frame, as far as can be from every instant in which a picture comes.

    A frame stands for a while: what is on screen at its beginning is already late on average, by half the distance
    of two pictures. Looked for around its middle, what happens shows between 16 ms early and 24 ms late at 25 frames.
    Clocks round: in milliseconds, 29.97 pictures a second come up to 1 ms late. Looked for at the very instant
    in which it should come, such a picture is missed, and the one before it is shown twice.
    """
    if steady and (rate / fps).denominator == 1:
        return None
    if rate <= 0:
        return Fraction(0)
    pace = Fraction(lcm(rate.numerator, fps.numerator), gcd(rate.denominator, fps.denominator))
    middle = NEAR_MIDDLE / fps
    if 1 / (2 * pace) < SMALLEST_LATE_S:
        return middle
    return (floor(middle * pace) + Fraction(1, 2)) / pace


def picture_of(video: VideoStream) -> Window:
    """All of the upright picture: without lines that carry data. The declared shape is this part's."""
    width, height = video.width, video.height
    if video.rotation_deg in (90, 270):
        return Window(height, width, 0, 0)
    return Window(width, height - video.data_lines, 0, video.data_lines)


def _fit(video: VideoStream, canvas: Size, fit: str) -> tuple[Window | None, Size, Size | None, Size | None]:
    """(window, scaled size, crop, pad) that put the picture on the canvas."""
    shape, target = video.shape, Fraction(*canvas)
    whole = picture_of(video)
    window = whole if whole.y else None
    apart = abs(shape / target - 1)
    if shape == target:
        return window, canvas, None, None
    if apart < NEAR_SHAPE:
        covering = _covering(shape, canvas)
        return window, covering, (canvas if covering != canvas else None), None
    if fit == "crop" or (fit == "fill" and apart < THIN_FILL):
        return _middle(whole, shape, target), canvas, None, None
    return window, _inside(shape, canvas), None, canvas


def _covering(shape: Fraction, canvas: Size) -> Size:
    width, height = canvas
    return (_even(height * shape), height) if shape > Fraction(*canvas) else (width, _even(width / shape))


def _inside(shape: Fraction, canvas: Size) -> Size:
    width, height = canvas
    return (width, _even(width / shape)) if shape > Fraction(*canvas) else (_even(height * shape), height)


def _middle(whole: Window, shape: Fraction, target: Fraction) -> Window:
    """The middle of the picture in the target's shape. Cut before scaling: cheaper, and bounded."""
    if shape > target:
        width = min(_even(whole.width * target / shape), whole.width)
        return Window(width, whole.height, (whole.width - width) // 4 * 2, whole.y)
    height = min(_even(whole.height * shape / target), whole.height)
    return Window(whole.width, height, 0, whole.y + (whole.height - height) // 4 * 2)


def _even(size: Fraction) -> int:
    return max(2, round(size / 2) * 2)
