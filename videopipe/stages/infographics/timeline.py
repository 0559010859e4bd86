"""Milestones along a line: from left to right where there is room, else from above. The last one is lit.

All numbers are pixels of the 1080 canvas.
"""

from videopipe.drawing.setting import Setting, TextTooLong, set_alike
from videopipe.model.infographics import Timeline
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Area, Look, lines_of, place, rising
from videopipe.stages.infographics.marks import Dot, Path
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.tempo import BODY_MS, FADE_MS, TURN_MS, read_turn_ms

WHEN, WHAT = 52, 42
WHEN_ROW, WHAT_ROW = 72, 58
DOT, LIT_DOT, STROKE = 13, 18, 4
BETWEEN, AXIS_GAP = 40, 44
LINES = 5
MIDDLE, MIDDLE_UPRIGHT = 0.5, 0.3
LARGER = {1: 1.8, 2: 1.3}
"""One or two milestones are written so much larger."""
ASIDE = 64
"""From an upright line to the words."""
WIDEST = 560
"""Of the room between two milestones: more would tear them apart."""


def acts(scene: Timeline, look: Look) -> list[Act]:
    """Head, line, milestones one after the other."""
    ground, room = page(scene.head, "", look)
    if look.canvas.wide:
        try:
            return [*ground, *_across(scene, look, room)]
        except TextTooLong:
            pass
    return [*ground, *_down(scene, look, room)]


def _across(scene: Timeline, look: Look, room: Area) -> list[Act]:
    px, count = look.px, len(scene.milestones)
    large = LARGER.get(count, 1.0)
    slot = min(room.width / count, px(WIDEST * large))
    whens = set_alike(_whens(scene), "Bold", px(WHEN * large), place("milestones.when", slot - px(BETWEEN)))
    whats = set_alike(
        _whats(scene), "Medium", px(WHAT * large), place("milestones.what", slot - px(BETWEEN), LINES)
    )
    longest = max(len(what.lines) for what in whats)
    tall = px((WHEN_ROW + WHAT_ROW * longest) * large + 2 * AXIS_GAP)
    top = room.top + (room.height - tall) * 0.42
    axis = round(top + px(WHEN_ROW * large + AXIS_GAP))
    first = room.left + px(LIT_DOT)
    line = ((room.left, axis), (room.right, axis))
    found = [_axis(line, look, count)]
    for turn, (when, what) in enumerate(zip(whens, whats, strict=True)):
        x = round(room.left + slot * turn)
        found += _milestone(turn, count, when, what, look, x, top, axis + px(AXIS_GAP))
        found += _dot(turn, count, look, first + slot * turn, axis)
    return found


def _down(scene: Timeline, look: Look, room: Area) -> list[Act]:
    px, count = look.px, len(scene.milestones)
    left = room.left + px(ASIDE)
    pitch = room.height / count
    closer = min(LARGER.get(count, 1.0), pitch / px(WHEN_ROW + WHAT_ROW))
    when_row, what_row = px(WHEN_ROW) * closer, px(WHAT_ROW) * closer
    lines = min(LINES, max(1, int((pitch - when_row) / what_row)))
    wide = room.right - left
    whens = set_alike(_whens(scene), "Bold", int(px(WHEN) * closer), place("milestones.when", wide))
    whats = set_alike(_whats(scene), "Medium", int(px(WHAT) * closer), place("milestones.what", wide, lines))
    talls = [when_row + what_row * len(what.lines) for what in whats]
    air = min((room.height - sum(talls)) / count, px(2.2 * BETWEEN))
    spare = room.height - sum(talls) - air * (count - 1)
    top = room.top + spare * (MIDDLE_UPRIGHT if look.canvas.upright else MIDDLE)
    x, dots, found = room.left + px(LIT_DOT), [], []
    for turn, (when, what, tall) in enumerate(zip(whens, whats, talls, strict=True)):
        y = top + when_row / 2
        dots += _dot(turn, count, look, x, round(y))
        found += _milestone(turn, count, when, what, look, left, top, top + when_row)
        last, top = y, top + tall + air
    first = dots[0].mark
    if not isinstance(first, Dot):
        raise TypeError(first)
    axis = Act(Path(((x, first.y), (x, last)), look.theme.charts.faint, px(STROKE)), BODY_MS, FADE_MS)
    return [*([axis] if count > 1 else []), *dots, *found]


def _axis(line: tuple[tuple[float, float], tuple[float, float]], look: Look, count: int) -> Act:
    path = Path(line, look.theme.charts.faint, look.px(STROKE))
    return Act(path, BODY_MS, TURN_MS * count, "reveal", fades=False)


def _dot(turn: int, count: int, look: Look, x: float, y: float) -> list[Act]:
    lit = turn == count - 1
    radius = look.px(LIT_DOT if lit else DOT)
    rim = Dot(x, y, radius + look.px(6), look.theme.charts.page)
    dot = Dot(x, y, radius, look.lit if lit else look.quiet)
    return [Act(mark, read_turn_ms(turn), FADE_MS) for mark in (rim, dot)]


def _milestone(
    turn: int, count: int, when: Setting, what: Setting, look: Look, x: float, top: float, below: float
) -> list[Act]:
    charts = look.theme.charts
    dates = lines_of(when, charts.ink, x, top, when.size * WHEN_ROW / WHEN)
    colour = charts.ink if turn == count - 1 else charts.muted
    words = lines_of(what, colour, x, below, what.size * WHAT_ROW / WHAT)
    return rising([*dates, *words], look, read_turn_ms(turn))


def _whens(scene: Timeline) -> list[str]:
    return [milestone.when for milestone in scene.milestones]


def _whats(scene: Timeline) -> list[str]:
    return [milestone.what for milestone in scene.milestones]
