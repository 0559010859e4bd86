from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from videopipe.config.colour import parts_of
from videopipe.config.theme import list_themes, load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import Ink, State, bleed, compose, gradient, letters, solid
from videopipe.drawing.setting import TextTooLong
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.model.time import Frames
from videopipe.stages.graphics.check import check_graphic, strings
from videopipe.stages.graphics.closing import TooManyCredits
from videopipe.stages.graphics.draw import draw, pieces_of
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.words import chinese_number, thanks_and_credits
from videopipe.text.fonts import MissingGlyphs

FPS = Fraction(25)
RUN = Frames(0, 75)
THEME = load_theme("gov-blue")
WIDE = Canvas(1920, 1080)
PARTS: list[Graphic] = [
    Bug(RUN, "在线访谈", "广州"),
    LowerThird(RUN, "广州市政府负责同志", "“打造粤港澳大湾区”微视频访谈"),
    LowerThird(RUN, "主持人", ""),
    QuestionCard(RUN, 1, "网友“珠江潮声”", "广州在大湾区建设中怎样发挥核心引擎作用？", "核心引擎"),
    TitleCard(RUN, "市长微视频访谈·粤港澳大湾区九市", "老城市新活力 湾区核心引擎", "广州", "2019年5月10日"),
    ClosingCard(RUN, "市长微视频访谈·粤港澳大湾区九市", "广州", ("主办：省政府门户网站", "2019年5月")),
    TopicStrap(RUN, "核心引擎"),
    ChapterMark(RUN, 2, 4, "综合交通"),
    ExpertStrap(RUN, "陈立群", "区域经济研究专家"),
]


@pytest.mark.parametrize("canvas", [WIDE, Canvas(1280, 720), Canvas(1080, 1920), Canvas(1080, 1080)])
@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_every_part_fills_its_box_on_every_canvas_at_every_time(part: Graphic, canvas: Canvas) -> None:
    area = box(part, canvas)
    for frame in (0, 5, 40, 74):
        image = draw(part, THEME, canvas, frame, FPS)
        assert (image.mode, image.size) == ("RGBA", (area.width, area.height))
        assert image.getbbox() is not None


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_where_a_part_stands_in_the_programme_does_not_change_its_picture(part: Graphic) -> None:
    later = replace(part, frames=RUN.shifted(1000))
    for frame in (4, 40):
        assert draw(part, THEME, WIDE, frame, FPS).tobytes() == draw(later, THEME, WIDE, frame, FPS).tobytes()


def test_at_rest_it_is_one_picture_drawn_once() -> None:
    assert draw(PARTS[1], THEME, WIDE, 40, FPS) is draw(PARTS[1], THEME, WIDE, 41, FPS)


def test_the_closing_card_stays_and_a_strap_leaves() -> None:
    assert draw(PARTS[5], THEME, WIDE, 74, FPS) is draw(PARTS[5], THEME, WIDE, 60, FPS)
    assert draw(PARTS[1], THEME, WIDE, 74, FPS).tobytes() != draw(PARTS[1], THEME, WIDE, 60, FPS).tobytes()


def test_words_never_leave_the_strap_while_it_wipes() -> None:
    edge = THEME.plates.edge_px

    def reach(rows: Any) -> int:
        return max(edge, *(int(column) for column in np.flatnonzero(rows.max(axis=0))), 0)

    for frame in range(75):
        alpha = np.asarray(draw(PARTS[1], THEME, WIDE, frame, FPS))[46:, :, 3]
        assert reach(alpha[20:70]) <= reach(alpha[84:87]), "letters of the name beyond its plate"
        assert reach(alpha[100:140]) <= reach(alpha[89:91]), "letters of the role beyond its plate"


def test_the_accent_is_used_once() -> None:
    accent = np.array(parts_of(THEME.colours.accent))
    for part in PARTS[1:6]:
        image = np.asarray(draw(part, THEME, WIDE, 40, FPS)).astype(int)
        gold = (np.abs(image[..., :3] - accent).max(axis=2) == 0) & (image[..., 3] == 255)
        rows, columns = np.flatnonzero(gold.any(axis=1)), np.flatnonzero(gold.any(axis=0))
        assert gold[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all(), "one rectangle"
        assert columns[0] == 0


def test_letters_move_by_fractions_of_a_pixel() -> None:
    ink = letters("国", "Bold", 60, "#FFFFFF", 20, 80)

    def centre(dx: float) -> float:
        alpha = np.asarray(compose(120, 120, [(ink, State(dx=dx))]))[..., 3].astype(float)
        return float((alpha.sum(axis=0) * np.arange(120)).sum() / alpha.sum())

    for dx in (-0.75, 0.25, 0.5, 3.4):
        assert centre(dx) - centre(0) == pytest.approx(dx, abs=0.08)  # Lanczos is clipped at full coverage


def test_a_wipe_ends_between_pixels() -> None:
    alpha = np.asarray(compose(10, 4, [(solid(0, 0, 10, 4, "#FFC74A"), State(across=0.55))]))[0, :, 3]
    assert list(alpha) == [255] * 5 + [128] + [0] * 4


def test_a_gradient_has_no_steps_wider_than_its_dither() -> None:
    plate = np.asarray(gradient(0, 0, 1400, 8, "#0B2A5C", "#185CBE", 94).image)[..., 1].astype(float)
    wanted = np.linspace(0x2A, 0x5C, 1400)
    smooth = np.convolve(plate.mean(axis=0), np.ones(4) / 4, "same")[8:-8]
    assert np.abs(smooth - wanted[8:-8]).max() < 0.25 + 0.5


def test_clear_pixels_take_the_colour_of_their_block_and_stay_clear() -> None:
    image = compose(4, 2, [(solid(0, 0, 1, 2, "#FFC74A"), State())])
    bled = np.asarray(bleed(image))
    assert np.abs(bled[:, :2, :3].astype(int) - parts_of("#FFC74A")).max() <= 1
    assert (bled[..., 3] == np.asarray(image)[..., 3]).all()


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (100, "100")],
)
def test_numbers_as_chinese_writes_them(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_a_first_line_without_colon_is_the_thanks() -> None:
    card = ClosingCard(RUN, "系列", "广州", ("谢谢观看", "主办：甲"))
    assert thanks_and_credits(card) == ("谢谢观看", ("主办：甲",))
    assert thanks_and_credits(replace(card, lines=("主办：甲",))) == ("感谢收看", ("主办：甲",))
    assert thanks_and_credits(replace(card, lines=())) == ("感谢收看", ())


def test_every_string_of_a_graphic_is_checked() -> None:
    for part in PARTS:
        check_graphic(part, THEME, WIDE)
    shown = {text for _, text, _ in strings(PARTS[3])}
    assert shown == {"问题一", "网友“珠江潮声”", "核心引擎", "广州在大湾区建设中怎样发挥核心引擎作用？"}
    with pytest.raises(MissingGlyphs):
        check_graphic(QuestionCard(RUN, 1, "网友\U0001f600", "怎样？", ""), THEME, WIDE)
    with pytest.raises(TextTooLong):
        check_graphic(QuestionCard(RUN, 1, "网友", "怎样" * 60, ""), THEME, WIDE)
    with pytest.raises(TooManyCredits):
        check_graphic(ClosingCard(RUN, "系列", "广州", ("主办：甲",) * 6), THEME, WIDE)


DEEP = "gjpqy《》Ｑ｜鑫龘"
"""Descenders, brackets that fill their em, and the densest ideographs."""
QUESTION = "粤港澳大湾区建设全面推进以来，市民和企业最关心的交通、住房、教育、医疗、就业和创业等民生问题将怎样逐项得到解决，GDP增长6.5%能否惠及普通家庭呢？请您谈谈。"
HARD: list[Graphic] = [
    Bug(RUN, DEEP, "gq龘Ｑ"),
    TopicStrap(RUN, DEEP),
    ChapterMark(RUN, 12, 12, DEEP[:8]),
    LowerThird(RUN, DEEP, DEEP),
    LowerThird(RUN, "古丽娜尔·阿卜杜热西提", "广东省粤港澳大湾区战略性新兴产业协调发展专家咨询委员会"),
    LowerThird(RUN, "Jacqueline Quigley-Payne", "Guest professor, 中山大学"),
    ExpertStrap(RUN, "gjpqy龘", DEEP),
    QuestionCard(RUN, 12, "网友“gjpqy”", QUESTION, "gjpqy"),
    TitleCard(RUN, DEEP, DEEP, "黔东南自治州", "2019年12月31日"),
    ClosingCard(RUN, DEEP, "黔东南自治州"[:4], ("gjpqy：" + DEEP,), ("gjpqy", "鑫龘")),
]


@pytest.mark.parametrize("name", list_themes())
@pytest.mark.parametrize("canvas", [WIDE, Canvas(1080, 1920), Canvas(1080, 1080)])
@pytest.mark.parametrize("part", HARD, ids=lambda part: type(part).__name__)
def test_no_letter_is_clipped_and_none_leaves_its_part(part: Graphic, canvas: Canvas, name: str) -> None:
    check_graphic(part, load_theme(name), canvas)
    area = box(part, canvas)
    inks = [
        piece.sprite for piece in pieces_of(part, load_theme(name), canvas) if isinstance(piece.sprite, Ink)
    ]
    assert inks
    for ink in inks:
        left, top, right, bottom = ink.letters.fine.getbbox() or (1, 1, 1, 1)
        assert left > 0 < top, "cut at its own left or upper edge"
        assert right < ink.letters.fine.width, "cut at its own right edge"
        assert bottom < ink.letters.fine.height, "cut at its own lower edge"
        found = ink.ink_box
        assert found.x >= 0 <= found.y
        assert found.right <= area.width
        assert found.bottom <= area.height


@pytest.mark.parametrize("name", list_themes())
def test_words_never_slide_across_the_accent(name: str) -> None:
    theme = load_theme(name)
    bar = theme.plates.inset_px + theme.plates.edge_px
    for part in (PARTS[1], PARTS[7], PARTS[8]):
        reach = [
            piece.sprite.ink_box.x + piece.absent.dx
            for piece in pieces_of(part, theme, WIDE)
            if isinstance(piece.sprite, Ink)
        ]
        assert min(reach) >= bar
