"""The reel's first scene: series, title, a rule, the city. All numbers are pixels of the 1080 canvas."""

from videopipe.drawing.setting import shrink_then_wrap, wrap_then_shrink
from videopipe.model.infographics import ReelTitle
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Look, lines_of, place, rising
from videopipe.stages.infographics.page import poster, rule
from videopipe.stages.infographics.tempo import IN_MS, read_turn_ms

SERIES, SERIES_ROW, CITY, CITY_ROW = 36, 64, 60, 84
LEADING = 1.3
RULE_GAP = 34
MIDDLE = 0.45


def acts(scene: ReelTitle, look: Look) -> list[Act]:
    """Series, title, rule, city."""
    ground, room = poster(scene.head, look)
    px, colours, sizes = look.px, look.theme.colours, look.theme.sizes
    lines = 2 if look.canvas.wide else 4 if look.canvas.upright else 3
    series = shrink_then_wrap(scene.series, "Medium", px(SERIES), place("series", room.width, 2))
    title = wrap_then_shrink(scene.head.title, "Bold", px(sizes.title), place("title", room.width, lines))
    city = shrink_then_wrap(scene.city, "Bold", px(CITY), place("city", room.width))
    pitch = round(LEADING * title.size)
    head = px(SERIES_ROW) * len(series.lines)
    tall = head + pitch * len(title.lines) + px(2 * RULE_GAP + 8 + CITY_ROW)
    top = room.top + (room.bottom - room.top - tall) * MIDDLE
    after = top + head + pitch * len(title.lines) + px(RULE_GAP)
    return [
        *ground,
        *rising(lines_of(series, colours.soft, room.left, top, px(SERIES_ROW)), look, 0),
        *rising(lines_of(title, colours.text, room.left, top + head, pitch), look, read_turn_ms(0)),
        Act(rule(room.left, after, look), read_turn_ms(1), IN_MS, "right"),
        *rising(
            lines_of(city, look.lit, room.left, after + px(8 + RULE_GAP), px(CITY_ROW)), look, read_turn_ms(1)
        ),
    ]
