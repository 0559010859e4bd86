"""The reel's last scene: where all its figures come from. All numbers are pixels of the 1080 canvas."""

from videopipe.drawing.setting import set_alike
from videopipe.model.infographics import ReelSources
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Look, lines_of, place, rising
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.tempo import read_turn_ms

WORDS, PITCH, AIR = 42, 60, 30
MIDDLE = 0.15


def acts(scene: ReelSources, look: Look) -> list[Act]:
    """Head, then source after source."""
    ground, room = page(scene.head, "", look)
    px, count = look.px, len(scene.lines)
    most = min(2, max(1, int(room.height / count / px(PITCH))))
    settings = set_alike(scene.lines, "Medium", px(WORDS), place("sources", room.width, most))
    talls = [px(PITCH) * len(setting.lines) for setting in settings]
    air = min(px(AIR), (room.height - sum(talls)) / count)
    top = room.top + (room.height - sum(talls) - air * (count - 1)) * MIDDLE
    found = []
    for turn, (setting, tall) in enumerate(zip(settings, talls, strict=True)):
        words = lines_of(setting, look.theme.charts.ink, room.left, top, px(PITCH))
        found += rising(words, look, read_turn_ms(turn))
        top += tall + air
    return [*ground, *found]
