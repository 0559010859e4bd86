"""Bars that lie below one another: a ranking. All numbers are pixels of the 1080 canvas."""

from dataclasses import replace

from videopipe.drawing.setting import set_alike
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.bar import LABEL, LABEL_PITCH, VALUE, Bar, Group, label_acts
from videopipe.stages.infographics.look import Area, Look, on_row, place, placed, width_of
from videopipe.stages.infographics.marks import Rect
from videopipe.stages.infographics.tempo import GROW_MS, turn_ms

COLUMN_PCT = 36
"""Of the width that the labels may take."""
GAP, VALUE_GAP = 24, 18
THICKEST = 64
THICK, APART = 0.62, 1.08
"""Share of a row that its bars fill; from one bar of a row to the next, in their thickness."""
IN_ROW = 0.66
"""Size of letters to the row, at most."""
ENDS = (False, True, True, False)
"""Round corners: not where a bar begins."""
LONGEST_ROW = 120
"""Of one bar; more would tear the chart apart."""


def acts(group: Group, look: Look, room: Area) -> list[Act]:
    """Labels at the left, all bars from one line. Raises TextTooLong."""
    px = look.px
    row = min(room.height / len(group.labels), px(LONGEST_ROW) * group.series)
    top = room.top + (room.height - row * len(group.labels)) / 2
    size = min(px(LABEL), int(row * IN_ROW))
    lines = 2 if row >= 2 * LABEL_PITCH * size else 1
    column = place("labels", room.width * COLUMN_PCT / 100, lines)
    labels = set_alike(group.labels, "Bold", size, column)
    left = round(room.left + max(label.width for label in labels) + px(GAP))
    thick = round(min(px(THICKEST), row * THICK / group.series))
    value_size = min(px(VALUE), int(APART * thick) if group.series > 1 else int(row * IN_ROW))
    scale = _scale(group, room.right - left - px(VALUE_GAP), value_size)
    found = []
    for label, setting in enumerate(labels):
        middle = top + row * (label + 0.5)
        first = middle - LABEL_PITCH * setting.size * len(setting.lines) / 2
        found += label_acts(group, label, setting, look, left - px(GAP), first, "right")
    for bar in group.bars:
        middle = top + row * (bar.label + 0.5) + APART * thick * (bar.series - (group.series - 1) / 2)
        found += _bar(bar, group, look, left, round(middle - thick / 2), thick, scale, value_size)
    return found


def _scale(group: Group, room: float, size: int) -> float:
    """Pixels to one of the unit: the longest at which every figure still fits behind its bar."""
    fits = [
        (room - width_of(bar.said, "Bold", size)) / float(bar.value) for bar in group.bars if bar.value > 0
    ]
    return max(0.0, min(fits, default=0.0))


def _bar(
    bar: Bar, group: Group, look: Look, x: int, y: int, thick: int, scale: float, size: int
) -> list[Act]:
    start, long = turn_ms(bar.label + bar.series), float(bar.value) * scale
    shape = Rect(x, y, long, thick, bar.colour, radius=look.rounding(thick), corners=ENDS, value=bar.value)
    end, baseline = x + long + look.px(VALUE_GAP), on_row(y, thick, size)
    text = placed(bar.said, "Bold", size, group.ink(bar.label, look), end, baseline)
    return [
        Act(shape, start, GROW_MS, "right", fades=False),
        Act(replace(text, value=bar.value), start, GROW_MS, "roll", dx=-long),
    ]
