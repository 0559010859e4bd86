"""A city's accent: taken where it is seen, refused with a better one where not."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from videopipe.config.accent import READ, SEEN, PaleAccent, with_accent
from videopipe.config.colour import contrast, nearest, over
from videopipe.config.theme import list_themes, load_theme

THEMES = [load_theme(name) for name in list_themes()]
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48), ("#0B2A5C", "#0B2A5C", 1)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_a_surface_over_another() -> None:
    assert over("#FFFFFF", 92, "#000000") == "#EBEBEB"


@given(colours)
@example("#FFFFFF")
@example("#000000")
def test_every_accent_is_taken_and_readable_or_refused_with_one_that_is_taken(accent: str) -> None:
    for look in THEMES:
        try:
            made = with_accent(look, accent, "e.yaml", 7)
        except PaleAccent as refused:
            made = with_accent(look, str(refused.data["nearest"]), "e.yaml", 7)
        assert contrast(made.colours.accent, made.colours.on_accent) >= READ
        for footage in ("#000000", "#FFFFFF"):
            plate = over(look.colours.plate_from, look.plates.opacity_pct, footage)
            assert contrast(made.colours.accent, plate) >= SEEN


def test_only_the_accent_and_its_ink_change() -> None:
    blue = load_theme("gov-blue")
    made = with_accent(blue, "#FFE08A", "e.yaml", 1)
    assert made.model_copy(update={"colours": blue.colours}) == blue
    changed = {key for key, value in made.colours.model_dump().items() if value != getattr(blue.colours, key)}
    assert changed == {"accent"}


def test_the_nearest_keeps_the_hue() -> None:
    found = nearest("#0B2A5C", lambda colour: contrast(colour, "#0B2A5C") >= 3)
    red, green, blue = (int(found[at : at + 2], 16) for at in (1, 3, 5))
    assert blue > green > red


def test_a_refused_accent_says_where_how_far_and_what_instead() -> None:
    with pytest.raises(PaleAccent) as caught:
        with_accent(load_theme("light"), "#FFC74A", "episode.yaml", 7)
    for lang in ("en", "zh"):
        told = caught.value.say(lang)
        assert "episode.yaml" in told
        assert re.search(r"7\b.*1\.\d:1.*3\.0:1.*#[0-9A-F]{6}", told)
