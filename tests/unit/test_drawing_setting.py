import pytest

from videopipe.assets import font_path
from videopipe.drawing.setting import (
    Place,
    TextTooLong,
    glyphs,
    line_width,
    set_alike,
    shrink_then_wrap,
    wrap_then_shrink,
)


def test_both_fonts_come_with_the_package() -> None:
    assert font_path("Medium").is_file()
    assert font_path("Bold").is_file()


def test_a_quarter_em_of_air_stands_between_ideographs_and_figures() -> None:
    alone = line_width("年国", "Bold") + line_width("国5国", "Bold") - line_width("国国", "Bold")
    figure = line_width("55", "Bold") - line_width("5", "Bold")
    assert alone == pytest.approx(line_width("年国", "Bold") + figure + 0.5)


def test_a_written_space_is_not_added_to_the_air() -> None:
    assert line_width("国 5", "Bold") == pytest.approx(line_width("国5", "Bold"))


def test_quotes_are_set_half_an_em_wide() -> None:
    assert line_width("国“国”国", "Bold") == pytest.approx(line_width("国国国", "Bold") + 1.0)


@pytest.mark.parametrize("line", ["“打造", "国", "1", "（试行）"])
def test_the_first_ink_of_a_line_stands_on_its_left_end(line: str) -> None:
    import numpy as np
    from PIL import Image

    from videopipe.drawing.paint import letters

    ink = letters(line, "Bold", 100, "#FFFFFF", 0, 100)
    assert isinstance(ink.letters.fine, Image.Image)
    columns = np.flatnonzero(np.asarray(ink.letters.fine).max(axis=0))
    assert abs(columns[0] / 2 + ink.x) <= 1


def test_figures_are_lifted_to_the_middle_of_ideographs() -> None:
    rises = {glyph.char: glyph.rise for glyph in glyphs("5月", "Bold")}
    assert rises["5"] > rises["月"] == 0


def test_a_name_shrinks_before_it_wraps() -> None:
    place = Place("lower_third.role", 500, 2)
    assert shrink_then_wrap("一二三四五", "Medium", 100, place).size == 100
    one = shrink_then_wrap("一二三四五六", "Medium", 100, place)
    assert (len(one.lines), 80 <= one.size < 100) == (1, True)
    assert len(shrink_then_wrap("一二三四五六七八", "Medium", 100, place).lines) == 2


def test_a_headline_wraps_before_it_shrinks() -> None:
    found = wrap_then_shrink("广州在大湾区建设中怎样发挥核心引擎作用？", "Bold", 72, Place("q", 1308, 3))
    assert (len(found.lines), found.size) == (2, 72)
    assert found.width <= 1308


@pytest.mark.parametrize(("width", "size"), [(1000, 72), (900, 69)])
def test_a_headline_takes_another_line_or_shrinks_rather_than_tear_a_title(width: int, size: int) -> None:
    text = "请介绍一下《粤港澳大湾区发展规划纲要》发布以来的进展"
    found = wrap_then_shrink(text, "Bold", 72, Place("q", width, 3))
    assert (found.lines[1], found.size) == ("《粤港澳大湾区发展规划纲要》", size)


def test_a_text_that_never_fits_says_where_and_how_long_it_may_be() -> None:
    with pytest.raises(TextTooLong) as caught:
        shrink_then_wrap("广州市政府负责同志" * 3, "Bold", 52, Place("lower_third.name", 500, 1))
    assert "lower_third.name" in caught.value.say("zh")
    assert "12 字" in caught.value.say("zh")
    assert caught.value.exit_code == 2


def test_siblings_are_set_smaller_before_a_word_of_one_is_torn() -> None:
    region, city = set_alike(("粤港澳大湾区", "广州"), "Medium", 40, Place("labels", 216, 2))
    assert (region.lines, city.lines) == (("粤港澳大湾区",), ("广州",))
    assert region.size == city.size < 40


def test_of_siblings_that_do_not_fit_the_widest_is_named() -> None:
    with pytest.raises(TextTooLong, match="粤港澳大湾区"):
        set_alike(("广州", "粤港澳大湾区"), "Medium", 40, Place("labels", 100, 1))
