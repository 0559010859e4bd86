"""Short sentences on tiles below one another, each behind an edge of the accent.

All numbers are pixels of the 1080 canvas.
"""

from videopipe.drawing.setting import set_alike
from videopipe.model.infographics import Points
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Look, lines_of, place, rising
from videopipe.stages.infographics.marks import Rect
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.tempo import IN_MS, read_turn_ms

WORDS, PITCH = 50, 70
EDGE, PAD, AIR = 10, 40, 24
TALL, LOW = 168, 88
"""Of a tile with one line, at most and at least."""
LINES = 3
MIDDLE, MIDDLE_UPRIGHT = 0.45, 0.25


def acts(scene: Points, look: Look) -> list[Act]:
    """Head, then point after point."""
    ground, room = page(scene.head, "", look)
    px, count = look.px, len(scene.points)
    most_tall = (room.height - px(AIR) * (count - 1)) / count
    lines = min(LINES, max(1, int((most_tall - px(LOW - PITCH)) / px(PITCH))))
    inset = px(look.theme.plates.inset_px)
    width = room.width - px(EDGE + 2 * PAD) - inset
    settings = set_alike(scene.points, "Medium", px(WORDS), place("points", width, lines))
    pitch = round(PITCH / WORDS * settings[0].size)
    longest = max(len(setting.lines) for setting in settings)
    tall = round(min(most_tall, pitch * (longest - 1) + px(TALL)))
    whole = tall * count + px(AIR) * (count - 1)
    top = room.top + (room.height - whole) * (MIDDLE_UPRIGHT if look.canvas.upright else MIDDLE)
    found = []
    for turn, setting in enumerate(settings):
        y, start = round(top + (tall + px(AIR)) * turn), read_turn_ms(turn)
        plate = Rect(room.left, y, room.width, tall, look.theme.charts.surface, radius=look.radius)
        edge = Rect(
            room.left + inset, y + inset, px(EDGE), tall - 2 * inset, look.lit,
            radius=min(look.radius, px(EDGE) / 2),
        )  # fmt: skip
        first = y + (tall - pitch * len(setting.lines)) / 2
        words = lines_of(setting, look.theme.charts.ink, room.left + inset + px(EDGE + PAD), first, pitch)
        found += [Act(plate, start, IN_MS), Act(edge, start, IN_MS), *rising(words, look, start)]
    return [*ground, *found]
