"""What lying and standing bars have in common."""

from dataclasses import dataclass, replace
from decimal import Decimal

from videopipe.assets import Weight
from videopipe.drawing.setting import Setting
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Align, Look, lines_of
from videopipe.stages.infographics.tempo import IN_MS, turn_ms

LABEL, VALUE, SMALLEST = 38, 40, 28
"""1080 pixels; GFX-05 asks for 28 at least."""
LABEL_PITCH = 1.25
"""Line to line of a label, in ems."""
LABEL_LEAD_MS = 140
"""A label comes so long before its bar."""


@dataclass(frozen=True)
class Bar:
    """One bar's datum and colour."""

    label: int
    series: int
    value: Decimal
    said: str
    colour: str


@dataclass(frozen=True)
class Group:
    """All bars of a chart."""

    labels: tuple[str, ...]
    highlighted: int | None
    series: int
    bars: tuple[Bar, ...]

    def weight(self, label: int) -> Weight:
        """What the scene is about stands out without colour too."""
        return "Bold" if label == self.highlighted else "Medium"

    def ink(self, label: int, look: Look) -> str:
        """Of a label and its figures."""
        quieter = self.highlighted is not None and label != self.highlighted
        return look.theme.charts.muted if quieter else look.theme.charts.ink


def label_acts(
    group: Group, label: int, setting: Setting, look: Look, x: float, top: float, align: Align
) -> list[Act]:
    """The lines of a label, its first row beginning at `top`."""
    weighted = replace(setting, weight=group.weight(label))
    texts = lines_of(weighted, group.ink(label, look), x, top, LABEL_PITCH * setting.size, align)
    return [Act(text, turn_ms(label) - LABEL_LEAD_MS, IN_MS) for text in texts]
