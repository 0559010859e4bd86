"""The picture that things are drawn on: its shape, its safe box, the subtitles' place. Arithmetic only, no fonts.

All numbers in this file are pixels on a canvas whose short side is 1080 until `Canvas.px` scales them.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from videopipe.config.theme import Shape
from videopipe.model.overlay import Box

SHORT_SIDE = 1080

SUBTITLE_EM = 58
SUBTITLE_PITCH = 84
SUBTITLE_BASELINE = 1010
SUBTITLE_BASELINE_UPRIGHT = 1400
CAP = Fraction(88, 100)
"""Top of an ideograph above the baseline, in ems (Noto Sans SC)."""
CLEAR_OF_SUBTITLES = 24
"""SUB-21: graphics and subtitles stay this far apart."""


@dataclass(frozen=True)
class Canvas:
    """The picture that graphics are laid out on, in pixels."""

    width: int
    height: int
    subtitled: bool = False
    """The foot of the safe box belongs to subtitles that lie over the picture."""

    def px(self, size: int | Fraction) -> int:
        """`size` of the 1080 canvas, here, in whole pixels."""
        return round(size * Fraction(min(self.width, self.height), SHORT_SIDE))

    def even(self, size: int | Fraction) -> int:
        """The same, rounded to an even number."""
        return 2 * self.px(Fraction(size) / 2)

    @property
    def upright(self) -> bool:
        """Taller than wide: phones, with the apps' buttons at the right and below."""
        return self.height > self.width

    @property
    def wide(self) -> bool:
        """Wider than tall: there is room beside a title."""
        return self.width > self.height

    @property
    def shape(self) -> Shape:
        """What themes call it."""
        return "upright" if self.upright else "wide" if self.wide else "square"

    @property
    def safe(self) -> Box:
        """5 % a side (EBU R 95 graphics safe); upright what all feeds leave free (DOMAIN, DEL-30)."""
        if self.upright:
            box = Box(self.even(60), self.even(250), self.even(880), self.even(1190))
        else:
            across, down = self._even_share(self.width), self._even_share(self.height)
            box = Box(across, down, self.width - 2 * across, self.height - 2 * down)
        return replace(box, height=self.floor - box.y) if self.subtitled else box

    @property
    def floor(self) -> int:
        """Row above which graphics must end: clear of two lines of subtitles."""
        down = SHORT_SIDE - SUBTITLE_BASELINE
        baseline = self.even(SUBTITLE_BASELINE_UPRIGHT) if self.upright else self.height - self.even(down)
        two_lines = SUBTITLE_PITCH + CAP * SUBTITLE_EM + CLEAR_OF_SUBTITLES
        return even(baseline - self.even(two_lines + 3))

    @staticmethod
    def _even_share(side: int) -> int:
        return 2 * -(-side * 5 // 200)


def even(value: float) -> int:
    """The nearest even number: chroma comes in pairs of pixels."""
    return round(value / 2) * 2
