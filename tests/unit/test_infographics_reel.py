"""A reel: scenes in order, each its whole length, one wiped over the other."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.infographics import Amount, Counter, Head, ReelSources, ReelTitle, Scene
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.reel import Shown, paint_reel, reel_length, shown_at
from videopipe.stages.infographics.tempo import WIPE_MS, length

FPS = Fraction(25)
THEME = load_theme("gov-blue")
CANVAS = Canvas(320, 180)
HEAD = Head("h", "常住人口", "2018年末", "广州市统计局")
SCENES: tuple[Scene, ...] = (
    ReelTitle(replace(HEAD, title="老城市新活力"), "市长微视频访谈", "广州"),
    Counter(HEAD, Amount(Decimal("1490.44"), "万人")),
    ReelSources(replace(HEAD, title="数据来源"), ("广州市统计局",)),
)
LENGTHS = [length(scene, FPS) for scene in SCENES]
WIPE = range(WIPE_MS * 25 // 1000)


def test_a_reel_is_as_long_as_its_scenes_and_every_frame_belongs_to_one() -> None:
    shown = [shown_at(SCENES, FPS, frame) for frame in range(reel_length(SCENES, FPS))]
    assert shown == [Shown(turn, frame) for turn, count in enumerate(LENGTHS) for frame in range(count)]
    with pytest.raises(IndexError):
        shown_at(SCENES, FPS, len(shown))


def test_a_wipe_takes_between_three_and_five_tenths_of_a_second() -> None:
    assert 300 <= WIPE_MS <= 500


def test_a_wipe_leads_from_the_last_picture_to_the_new_scene_and_nothing_else_is_touched() -> None:
    before = paint(SCENES[0], THEME, CANVAS, LENGTHS[0] - 1, FPS)
    assert paint_reel(SCENES, THEME, CANVAS, LENGTHS[0] - 1, FPS) is before
    seams = []
    for frame in WIPE:
        mixed = paint_reel(SCENES, THEME, CANVAS, LENGTHS[0] + frame, FPS)
        seams.append(seam(mixed, paint(SCENES[1], THEME, CANVAS, frame, FPS), before))
    assert seams == sorted(set(seams))
    assert seams[0] < 0.05 * CANVAS.width
    assert seams[-1] > 0.95 * CANVAS.width
    after = LENGTHS[0] + len(WIPE)
    assert paint_reel(SCENES, THEME, CANVAS, after, FPS) == paint(SCENES[1], THEME, CANVAS, len(WIPE), FPS)


def seam(mixed: Image.Image, new: Image.Image, old: Image.Image) -> int:
    """First column that isn't the new picture's; beyond the edge of the accent all are the old one's."""
    columns = np.any(np.asarray(mixed) != np.asarray(new), axis=(0, 2))
    first = int(np.argmax(columns)) if columns.any() else CANVAS.width
    beyond = (first + 4, 0, max(first + 4, CANVAS.width), CANVAS.height)
    assert mixed.crop(beyond).tobytes() == old.crop(beyond).tobytes()
    return first


def test_the_first_scene_is_not_wiped_in() -> None:
    assert paint_reel(SCENES, THEME, CANVAS, 0, FPS) == paint(SCENES[0], THEME, CANVAS, 0, FPS)


def test_chunks_in_any_order_are_the_same_pictures() -> None:
    frames = range(0, reel_length(SCENES, FPS), 9)
    straight = {frame: paint_reel(SCENES, THEME, CANVAS, frame, FPS).tobytes() for frame in frames}
    shuffled = sorted(frames, key=lambda frame: (frame * 7919) % 101)
    assert {frame: paint_reel(SCENES, THEME, CANVAS, frame, FPS).tobytes() for frame in shuffled} == straight
