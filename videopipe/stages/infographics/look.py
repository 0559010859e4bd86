"""A theme on a canvas: colours by what they are for, the grid, and texts set in their place."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from videopipe.assets import Weight
from videopipe.config.colour import contrast, nearest
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import ASCENT, Place, Setting, line_width
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.marks import Text
from videopipe.stages.infographics.tempo import IN_MS

MARGIN, SQUARE_MARGIN = 96, 64
"""1080 pixels; upright canvases have the feeds' own."""
APART = 1.5
"""At least between a bar that the scene is about and the others, as WCAG counts contrast."""
RISE = 20
"""1080 pixels that words come up."""
Align = Literal["left", "middle", "right"]


@dataclass(frozen=True)
class Area:
    """Room for a part, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Look:
    """What the kinds draw with."""

    theme: Theme
    canvas: Canvas

    def px(self, size: float) -> int:
        """`size` of the 1080 canvas, here."""
        return round(size * min(self.canvas.width, self.canvas.height) / 1080)

    @property
    def field(self) -> Area:
        """The safe box, within the margins of the grid."""
        safe = self.canvas.safe
        if self.canvas.upright:
            return Area(safe.x, safe.y, safe.right, safe.bottom)
        side = max(safe.x, self.px(MARGIN if self.canvas.wide else SQUARE_MARGIN))
        return Area(side, safe.y, self.canvas.width - side, safe.bottom)

    @property
    def lit(self) -> str:
        """What the scene is about."""
        return self.theme.colours.accent

    @property
    def quiet(self) -> str:
        """What it isn't: the theme's colour, or the nearest that stands apart from a city's accent."""
        charts = self.theme.charts
        if self._apart(charts.series):
            return charts.series
        return nearest(charts.series, self._apart)

    def _apart(self, colour: str) -> bool:
        return contrast(colour, self.lit) >= APART and contrast(colour, self.theme.charts.page) >= APART

    @property
    def radius(self) -> int:
        """Of corners."""
        return self.px(self.theme.plates.corner_px)

    def rounding(self, thickness: float) -> float:
        """Of the corners of a thing so thick."""
        return min(self.radius, thickness / 4)


def placed(
    line: str,
    weight: Weight,
    size: int,
    colour: str,
    x: float,
    baseline: float,
    align: Align = "left",
) -> Text:
    """A line whose left end, middle or right end stands at `x`."""
    width = line_width(line, weight) * size
    shift = {"left": 0.0, "middle": width / 2, "right": width}[align]
    return Text(line, round(x - shift), round(baseline), size, weight, colour)


def on_row(top: float, height: float, size: int) -> float:
    """Baseline of letters in the middle of a row."""
    return top + height / 2 + (ASCENT - 0.5) * size


def lines_of(
    setting: Setting, colour: str, x: float, top: float, row: float, align: Align = "left"
) -> list[Text]:
    """The lines of a setting, each in the middle of a row, the first row beginning at `top`."""
    return [
        placed(
            line, setting.weight, setting.size, colour, x, on_row(top + turn * row, row, setting.size), align
        )
        for turn, line in enumerate(setting.lines)
    ]


def rising(texts: list[Text], look: Look, start_ms: int, lasts_ms: int = IN_MS) -> list[Act]:
    """Lines that come up together, from inside the safe box."""
    rise, floor = look.px(RISE), look.field.bottom
    return [Act(text, start_ms, lasts_ms, dy=max(0, min(rise, floor - text.bottom))) for text in texts]


def place(name: str, width: float, lines: int = 1) -> Place:
    """Room for a text."""
    return Place(name, int(width), lines)


def width_of(line: str, weight: Weight, size: int) -> int:
    """Pixels that a line takes."""
    return ceil(line_width(line, weight) * size)
