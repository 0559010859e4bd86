"""What all scenes stand on: a page below a title band, or a poster; source and example tag on both.

All numbers are pixels of the 1080 canvas.
"""

from math import pi, sin

from videopipe.drawing.setting import shrink_then_wrap, wrap_then_shrink
from videopipe.model.infographics import Head
from videopipe.stages.infographics.acts import Act, still
from videopipe.stages.infographics.look import Area, Look, lines_of, on_row, place, placed, rising, width_of
from videopipe.stages.infographics.marks import Path, Rect
from videopipe.stages.infographics.tempo import IN_MS, STAGGER_MS
from videopipe.stages.infographics.words import EXAMPLE, say, source_line, subtitle

TITLE, TITLE_ROW, TITLE_LINES = 60, 78, 2
SUB, SUB_ROW = 32, 46
BAND_PAD = 34
RULE_LONG, RULE_THICK, HAIRLINE = 120, 8, 2
BODY_GAP = 36
SOURCE_ROW, SOURCE_LINES, SOURCE_GAP = 36, 3, 28
TAG, TAG_PAD, TAG_TALL = 28, 16, 46
RIBBON_LINES, RIBBON_POINTS = 14, 96
RIBBON_TOP, RIBBON_TOP_UPRIGHT, RIBBON_TALL = 0.60, 0.72, 0.42
"""Of the height, and of the short side."""


def page(head: Head, unit: str, look: Look) -> tuple[list[Act], Area]:
    """(ground, band with title, period and unit, source; the area left for the chart)."""
    px, field, charts = look.px, look.field, look.theme.charts
    title = wrap_then_shrink(head.title, "Bold", px(TITLE), place("title", field.width, TITLE_LINES))
    top = field.top
    below = top + px(TITLE_ROW) * len(title.lines)
    said = subtitle(head, unit)
    band = below + px(SUB_ROW * bool(said or head.example) + BAND_PAD)
    width = look.canvas.width
    colours = look.theme.colours
    grounds = still(
        Rect(0, 0, width, look.canvas.height, charts.page),
        Rect(0, 0, width, band, charts.poster_from, charts.poster_to),
        Rect(0, band - px(HAIRLINE), width, px(HAIRLINE), charts.faint),
        *(ribbon(look, charts.faint) if look.canvas.upright else ()),
        rule(field.left, band - px(RULE_THICK), look),
    )
    tag, taken = _example(head, look, below)
    sub = shrink_then_wrap(said, "Medium", px(SUB), place("period", field.width - taken))
    foot, bottom = sources(head, look, charts.muted)
    return [
        *grounds,
        *foot,
        *tag,
        *rising(lines_of(title, colours.text, field.left, top, px(TITLE_ROW)), look, 0),
        *rising(lines_of(sub, colours.soft, field.left, below, px(SUB_ROW)), look, STAGGER_MS),
    ], Area(field.left, band + px(BODY_GAP), field.right, bottom)


def poster(head: Head, look: Look) -> tuple[list[Act], Area]:
    """(ground with its waves, source, tag; the area left for words)."""
    charts, field = look.theme.charts, look.field
    ground = Rect(0, 0, look.canvas.width, look.canvas.height, charts.poster_from, charts.poster_to)
    tag, _ = _example(head, look, field.top)
    foot, bottom = sources(head, look, look.theme.colours.soft)
    return [*still(ground, *ribbon(look, look.theme.colours.line)), *foot, *tag], Area(
        field.left, field.top, field.right, bottom
    )


def rule(x: float, y: float, look: Look) -> Rect:
    """The short accent that all heads share."""
    thick = look.px(RULE_THICK)
    return Rect(x, y, look.px(RULE_LONG), thick, look.lit, radius=min(look.radius, thick / 2))


def sources(head: Head, look: Look, colour: str) -> tuple[list[Act], float]:
    """(where the figures come from, at the foot; where the room above it ends)."""
    px, field, said = look.px, look.field, source_line(head)
    if not said:
        return [], field.bottom
    size = px(look.theme.sizes.source)
    setting = shrink_then_wrap(said, "Medium", size, place("source", field.width, SOURCE_LINES))
    top = field.bottom - px(SOURCE_ROW) * len(setting.lines)
    return list(still(*lines_of(setting, colour, field.left, top, px(SOURCE_ROW)))), top - px(SOURCE_GAP)


def _example(head: Head, look: Look, top: float) -> tuple[list[Act], float]:
    """(the tag at the right of a row, the width that it takes)."""
    if not head.example:
        return [], 0
    px, word = look.px, say(EXAMPLE, head)
    width = width_of(word, "Bold", px(TAG)) + 2 * px(TAG_PAD)
    tall, left = px(TAG_TALL), look.field.right - width
    plate = Rect(left, top, width, tall, look.lit, radius=look.rounding(tall))
    text = placed(
        word, "Bold", px(TAG), look.theme.colours.on_accent, left + px(TAG_PAD), on_row(top, tall, px(TAG))
    )
    return [Act(plate, STAGGER_MS, IN_MS), Act(text, STAGGER_MS, IN_MS)], width + px(TAG_PAD)


def ribbon(look: Look, colour: str) -> list[Path]:
    """The bay: lines that part and meet like water across the foot of a picture, narrow at the left."""
    canvas = look.canvas
    above = RIBBON_TOP_UPRIGHT if canvas.upright else RIBBON_TOP
    top, tall = canvas.height * above, min(canvas.width, canvas.height) * RIBBON_TALL
    thin = max(1.0, 1.5 * min(canvas.width, canvas.height) / 1080)
    return [
        Path(
            tuple(
                _flow(step / RIBBON_POINTS, number / (RIBBON_LINES - 1), canvas.width, top, tall)
                for step in range(RIBBON_POINTS + 1)
            ),
            colour, thin, alpha=0.10 + 0.32 * number / RIBBON_LINES,
        )
        for number in range(RIBBON_LINES)
    ]  # fmt: skip


def _flow(part: float, line: float, width: int, top: float, tall: float) -> tuple[float, float]:
    upper = 0.42 - 0.30 * sin(pi * (1.25 * part - 0.05)) * part
    lower = 0.50 + 0.52 * sin(pi * (0.80 * part + 0.02)) * part
    return round(part * width, 2), round(top + tall * (upper + (lower - upper) * line), 2)
