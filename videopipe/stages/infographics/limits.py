"""How much a scene can show and still be read. Data beyond it are refused before anything is drawn."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from videopipe.model.errors import InputError
from videopipe.model.infographics import (
    Bars,
    Comparison,
    Icons,
    Line,
    Points,
    ReelSources,
    Ring,
    Scene,
    Steps,
    Timeline,
)

MOST_LYING, MOST_STANDING = 12, 8
MOST_LYING_PAIRS, MOST_STANDING_PAIRS = 6, 4
FEWEST_POINTS_OF_A_LINE, MOST_POINTS_OF_A_LINE = 2, 24
MOST_PARTS = 5
MOST_ICONS = 120
MOST_MILESTONES, MOST_STEPS, MOST_POINTS, MOST_SOURCES = 6, 5, 6, 8


class TooMuchToShow(InputError):
    """More things than a scene has room for, or fewer than it needs."""

    en = "infographic {id}: {count} {what_en}; {fewest} to {most} can be shown. Leave some out, or make two of it"
    zh = "图解 {id}：有 {count} {what_zh}，可显示 {fewest} 至 {most} 个。请删减，或拆成两幅"


class BelowZero(InputError):
    """A negative amount where lengths, areas or counts start at zero."""

    en = "infographic {id}: {value} can't be drawn: {what_en} start at zero. Use chart: line"
    zh = "图解 {id}：{value} 无法绘制：{what_zh}从零起算。请改用折线图（chart: line）"


class MoreThanTheWhole(InputError):
    """Parts of a ring that are more than all of it."""

    en = "infographic {id}: the parts add up to {total}, the whole is {whole}. Correct one of them"
    zh = "图解 {id}：各部分合计 {total}，大于整体 {whole}。请更正"


def check_limits(scene: Scene) -> None:
    """Raises TooMuchToShow, BelowZero, MoreThanTheWhole."""
    _check_count(scene)
    _check_signs(scene)
    if isinstance(scene, Ring):
        total = sum(part.value for part in scene.parts)
        if total > scene.whole or scene.whole <= 0:
            raise MoreThanTheWhole(id=scene.head.id, total=total, whole=scene.whole)


def icons_of(scene: Icons) -> int:
    """How many pictograms are drawn, the last perhaps in part."""
    return ceil(scene.amount.value / scene.each) if scene.each > 0 else 0


def _check_count(scene: Scene) -> None:
    counted = _counted(scene)
    if counted is None:
        return
    count, fewest, most, what_en, what_zh = counted
    if not fewest <= count <= most:
        raise TooMuchToShow(
            id=scene.head.id, count=count, fewest=fewest, most=most, what_en=what_en, what_zh=what_zh
        )


def _counted(scene: Scene) -> tuple[int, int, int, str, str] | None:
    """(how many, at least, at most, of what)."""
    match scene:
        case Bars():
            return len(scene.labels), 1, _most_bars(scene), "bars", "个条形"
        case Line():
            few, many = FEWEST_POINTS_OF_A_LINE, MOST_POINTS_OF_A_LINE
            return len(scene.points), few, many, "points of a line", "个数据点"
        case Ring():
            return len(scene.parts), 1, MOST_PARTS, "parts", "个部分"
        case Icons():
            return icons_of(scene), 1, MOST_ICONS, "icons", "个图标"
        case Timeline():
            return len(scene.milestones), 1, MOST_MILESTONES, "milestones", "个时间点"
        case Steps():
            return len(scene.steps), 1, MOST_STEPS, "steps", "个步骤"
        case Points():
            return len(scene.points), 1, MOST_POINTS, "points", "个要点"
        case ReelSources():
            return len(scene.lines), 1, MOST_SOURCES, "sources", "个来源"
        case _:
            return None


def _most_bars(scene: Bars) -> int:
    if len(scene.series) > 1:
        return MOST_LYING_PAIRS if scene.lying else MOST_STANDING_PAIRS
    return MOST_LYING if scene.lying else MOST_STANDING


def _check_signs(scene: Scene) -> None:
    for value in _from_zero(scene):
        if value < 0:
            raise BelowZero(
                id=scene.head.id,
                value=value,
                what_en="bars, rings, icons and areas",
                what_zh="条形、环形、图标和面积",
            )


def _from_zero(scene: Scene) -> Sequence[Decimal]:
    match scene:
        case Bars():
            return [value for _, values in scene.series for value in values]
        case Ring():
            return [part.value for part in scene.parts]
        case Icons():
            return [scene.amount.value]
        case Comparison():
            return [scene.left.value, scene.right.value]
        case Line(filled=True):
            return [point.value for point in scene.points]
        case _:
            return ()
