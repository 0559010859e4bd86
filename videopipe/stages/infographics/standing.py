"""Bars that stand side by side: years. All numbers are pixels of the 1080 canvas."""

from dataclasses import replace

from videopipe.drawing.setting import set_alike
from videopipe.stages.infographics.acts import Act, still
from videopipe.stages.infographics.bar import LABEL, LABEL_PITCH, VALUE, Bar, Group, label_acts
from videopipe.stages.infographics.look import Area, Look, place, placed
from videopipe.stages.infographics.marks import Rect
from videopipe.stages.infographics.tempo import GROW_MS, turn_ms

WIDEST_SLOT, WIDEST_PAIR, THICKEST = 300, 440, 132
THICK = 0.62
"""Share of its slot that a label's bars fill."""
PAIR_SHARE = 0.44
"""Share of a slot that each of two figures may take."""
APART = 1.08
"""From one bar of a label to the next, in their thickness."""
TOPS = (True, True, False, False)
"""Round corners: not where a bar begins."""
LABEL_GAP, VALUE_GAP, AIR = 14, 16, 16
LINE = 2


def acts(group: Group, look: Look, room: Area) -> list[Act]:
    """Labels below a line, bars on it, figures above them. Raises TextTooLong."""
    px = look.px
    slot = min(room.width / len(group.labels), px(WIDEST_PAIR if group.series > 1 else WIDEST_SLOT))
    start = room.left + (room.width - slot * len(group.labels)) / 2
    labels = set_alike(group.labels, "Bold", px(LABEL), place("labels", slot - px(AIR), 2))
    below = LABEL_PITCH * labels[0].size * max(len(label.lines) for label in labels)
    floor = round(room.bottom - below - px(LABEL_GAP))
    room_of_bar = slot * PAIR_SHARE if group.series > 1 else slot
    value_place = place("values", room_of_bar - px(AIR))
    said = set_alike([bar.said for bar in group.bars], "Bold", px(VALUE), value_place)
    size = said[0].size
    thick = round(min(px(THICKEST), slot * THICK / group.series))
    apart = max(thick * APART, max(each.width for each in said) + px(AIR))
    largest = max(float(bar.value) for bar in group.bars)
    scale = (floor - room.top - px(VALUE_GAP) - size) / largest if largest else 0.0
    found = [*still(Rect(room.left, floor, room.width, px(LINE), look.theme.charts.faint))]
    for label, setting in enumerate(labels):
        middle = start + slot * (label + 0.5)
        found += label_acts(group, label, setting, look, middle, floor + px(LABEL_GAP), "middle")
    for bar in group.bars:
        middle = start + slot * (bar.label + 0.5) + apart * (bar.series - (group.series - 1) / 2)
        found += _bar(bar, group, look, round(middle), floor, thick, scale, size)
    return found


def _bar(
    bar: Bar, group: Group, look: Look, middle: int, floor: int, thick: int, scale: float, size: int
) -> list[Act]:
    start, tall = turn_ms(bar.label + bar.series), float(bar.value) * scale
    shape = Rect(
        middle - thick / 2, floor - tall, thick, tall, bar.colour,
        radius=look.rounding(thick), corners=TOPS, value=bar.value,
    )  # fmt: skip
    baseline = floor - tall - look.px(VALUE_GAP)
    text = placed(bar.said, "Bold", size, group.ink(bar.label, look), middle, baseline, "middle")
    return [
        Act(shape, start, GROW_MS, "up", fades=False),
        Act(replace(text, value=bar.value), start, GROW_MS, "roll", dy=tall, keeps="middle"),
    ]
