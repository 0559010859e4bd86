"""One figure that rolls up to its value, on a poster: when, what, a rule, the figure with its unit.

All numbers are pixels of the 1080 canvas.
"""

from videopipe.drawing.setting import TextTooLong, shrink_then_wrap, wrap_then_shrink
from videopipe.model.infographics import Amount, Counter
from videopipe.model.numbers import figure
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Area, Look, lines_of, place, placed, rising, width_of
from videopipe.stages.infographics.marks import Text
from videopipe.stages.infographics.page import poster, rule
from videopipe.stages.infographics.tempo import BODY_MS, IN_MS, ROLL_MS, STAGGER_MS

PERIOD, PERIOD_ROW = 36, 56
TITLE, TITLE_ROW = 72, 92
RULE_GAP, FIGURE_GAP = 22, 48
FIGURE, FIGURE_NARROW = 220, 168
BESIDE_PCT, SMALLEST_PCT = 60, 45
"""A long figure is set so much smaller before its unit goes to a line of its own; and at most."""
FIGURE_TOP = 0.76
"""Of figures above the baseline, in ems."""
UNIT_GAP = 0.1
"""Between figure and unit, in ems of the figure."""
UNIT, SIGN = 1 / 3, 0.62
"""Size of a unit, and of a per cent sign, to that of the figure."""
MIDDLE = 0.47
"""Of the height: where the eye looks for the middle."""


def acts(scene: Counter, look: Look) -> list[Act]:
    """Head, then the figure."""
    ground, room = poster(scene.head, look)
    px = look.px
    full = px(FIGURE if look.canvas.wide else FIGURE_NARROW)
    title = wrap_then_shrink(
        scene.head.title, "Bold", px(TITLE), place("title", room.width, 2 if look.canvas.wide else 3)
    )
    head = px(PERIOD_ROW) * bool(scene.head.period) + px(TITLE_ROW) * len(title.lines)
    to_figure = px(RULE_GAP + 8 + FIGURE_GAP)
    colours = (look.theme.colours.text, look.lit)
    blank = Area(room.left, 0, room.right, 0)
    _, tall = figure_of(scene.amount, blank, full, BODY_MS, colours)
    top = max(room.top, look.canvas.height * MIDDLE - (head + to_figure + tall) / 2)
    below = Area(room.left, top + head + to_figure, room.right, room.bottom)
    rolling, _ = figure_of(scene.amount, below, full, BODY_MS, colours)
    return [
        *ground,
        *_head(scene, look, room, top),
        *rising(
            lines_of(
                title, look.theme.colours.text, room.left,
                top + px(PERIOD_ROW) * bool(scene.head.period), px(TITLE_ROW),
            ),
            look,
            STAGGER_MS,
        ),
        Act(rule(room.left, top + head + px(RULE_GAP), look), STAGGER_MS, IN_MS, "right"),
        *rolling,
    ]  # fmt: skip


def _head(scene: Counter, look: Look, room: Area, top: float) -> list[Act]:
    px = look.px
    if not scene.head.period:
        return []
    period = shrink_then_wrap(scene.head.period, "Medium", px(PERIOD), place("period", room.width))
    return rising(lines_of(period, look.theme.colours.soft, room.left, top, px(PERIOD_ROW)), look, 0)


def figure_of(
    amount: Amount, room: Area, full: int, start_ms: int, colours: tuple[str, str]
) -> tuple[list[Act], float]:
    """(prefix, rolling figure and unit at the upper left of `room`; their height). Raises TextTooLong.

    `colours`: of the figure, of its unit.
    """
    said = figure(amount.value)
    for size in range(full, full * BESIDE_PCT // 100 - 1, -2):
        prefix, number, unit = _widths(amount, said, size)
        if prefix + number + unit <= room.width:
            return _set(amount, said, room, size, start_ms, colours, beside=True), FIGURE_TOP * size
    for size in range(full, full * SMALLEST_PCT // 100 - 1, -2):
        prefix, number, unit = _widths(amount, said, size)
        if max(prefix + number, unit) <= room.width:
            made = _set(amount, said, room, size, start_ms, colours, beside=False)
            return made, (FIGURE_TOP + 1.5 * UNIT) * size
    raise TextTooLong(
        text=f"{amount.prefix}{said}{amount.unit}", place="amount", lines=2, width=int(room.width), room=12
    )


def _widths(amount: Amount, said: str, size: int) -> tuple[float, float, float]:
    gap = UNIT_GAP * size
    before = width_of(amount.prefix, "Medium", round(UNIT * size)) + gap if amount.prefix else 0
    after = width_of(amount.unit, "Bold", unit_size(amount.unit, size)) + gap if amount.unit else 0
    return before, width_of(said, "Bold", size), after


def unit_size(unit: str, size: int) -> int:
    """A per cent sign belongs to its figure; words are smaller."""
    return round((SIGN if unit in {"%", "‰"} else UNIT) * size)


def _set(
    amount: Amount,
    said: str,
    room: Area,
    size: int,
    start_ms: int,
    colours: tuple[str, str],
    *,
    beside: bool,
) -> list[Act]:
    colour, of_unit = colours
    before, number, _ = _widths(amount, said, size)
    baseline = room.top + FIGURE_TOP * size
    rolling = Text(said, room.left + before, round(baseline), size, "Bold", colour, value=amount.value)
    found = []
    if amount.prefix:
        soft = placed(amount.prefix, "Medium", round(UNIT * size), colour, room.left, baseline)
        found.append(Act(soft, start_ms, IN_MS))
    if amount.unit:
        x = room.left + before + number + UNIT_GAP * size if beside else room.left
        low = baseline if beside else baseline + 1.4 * UNIT * size
        em = unit_size(amount.unit, size) if beside else round(UNIT * size)
        unit = placed(amount.unit, "Bold", em, of_unit, x, low)
        found.append(Act(unit, start_ms + 2 * STAGGER_MS, IN_MS))
    return [*found, Act(rolling, start_ms, ROLL_MS, "roll", keeps="right")]
