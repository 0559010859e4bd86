import colorsys
from pathlib import Path

import pytest

from videopipe.config.document import UnknownKey, parse_yaml, validate
from videopipe.config.theme import NoSuchTheme, Theme, list_themes, load_theme
from videopipe.model.errors import BadValue

READABLE = 4.5
"""WCAG 2.2, 1.4.3."""


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(colour: str, opacity_pct: int, below: str) -> str:
    share = opacity_pct / 100
    mixed = [
        round(share * int(colour[at : at + 2], 16) + (1 - share) * int(below[at : at + 2], 16))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in mixed)


@pytest.mark.parametrize("name", list_themes())
@pytest.mark.parametrize("footage", ["#000000", "#FFFFFF"])
def test_every_text_is_readable_over_the_worst_footage(name: str, footage: str) -> None:
    theme = load_theme(name)
    colours, plate = theme.colours, theme.plates.opacity_pct
    grounds = {
        over(colours.plate_from, plate, footage): (colours.text, colours.soft),
        over(colours.plate_to, plate, footage): (colours.text, colours.soft),
        over(colours.tier, plate, footage): (colours.on_tier,),
        over(colours.backdrop, theme.backdrop.opacity_pct, footage): (colours.text, colours.soft),
        colours.accent: (colours.on_accent,),
    }
    for ground, texts in grounds.items():
        for text in texts:
            assert contrast(text, ground) >= READABLE, (ground, text)


@pytest.mark.parametrize("name", list_themes())
def test_main_text_has_seven_to_one_on_its_plates(name: str) -> None:
    theme = load_theme(name)
    for plate in (theme.colours.plate_from, theme.colours.plate_to):
        for footage in ("#000000", "#FFFFFF"):
            ground = over(plate, theme.plates.opacity_pct, footage)
            assert contrast(theme.colours.text, ground) >= (7 if plate == theme.colours.plate_from else 5.5)


def hue_families(theme: Theme) -> int:
    """Hues of saturated colours that lie more than 40° apart (GFX-08); greys and tints of white have none."""
    found: list[float] = []
    for colour in theme.colours.model_dump().values():
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        hue, lightness, _ = colorsys.rgb_to_hls(*parts)
        if max(parts) - min(parts) > 0.2 and lightness < 0.9:
            found.append(hue * 360)
    families: list[float] = []
    for hue in found:
        if all(min(abs(hue - other), 360 - abs(hue - other)) > 40 for other in families):
            families.append(hue)
    return len(families)


@pytest.mark.parametrize("name", list_themes())
def test_a_theme_keeps_to_three_hues_whatever_the_accent(name: str) -> None:
    theme = load_theme(name)
    for accent in ("#FFC74A", "#0B7A75", "#FF5A5A", "#8A4FFF"):
        colours = theme.colours.model_copy(update={"accent": accent})
        assert hue_families(theme.model_copy(update={"colours": colours})) <= 3


def test_there_are_three_themes_of_one_tempo() -> None:
    assert {"gov-blue", "red", "light"} <= set(list_themes())
    for name in list_themes():
        motion = load_theme(name).motion
        assert (motion.in_ms, motion.out_ms) == (400, 250)
        assert 60 <= motion.stagger_ms <= 80


def test_a_shape_changes_only_what_it_names() -> None:
    theme = load_theme("gov-blue")
    upright = theme.on("upright")
    assert theme.on("wide").sizes == theme.sizes
    assert (upright.sizes.question, upright.spacing.card) == (68, 40)
    assert upright.sizes.name == theme.sizes.name
    assert upright.on("upright") == upright


def test_a_theme_is_whole_numbers_and_text_only() -> None:
    def leaves(value: object) -> list[object]:
        return (
            [leaf for item in value.values() for leaf in leaves(item)] if isinstance(value, dict) else [value]
        )

    for name in list_themes():
        assert all(
            type(leaf) in (int, str)
            for leaf in leaves(load_theme(name).on("wide").model_dump(exclude_none=True))
        )


def test_an_unknown_key_is_named_with_its_line_and_its_neighbour() -> None:
    with pytest.raises(UnknownKey) as caught:
        validate(Theme, parse_yaml("name: x\ncolors: {}\n", "x.yaml"), "x.yaml")
    assert caught.value.data["line"] == 2
    assert "colours" in caught.value.say("en")


def test_an_unknown_theme_lists_the_known_ones() -> None:
    with pytest.raises(NoSuchTheme) as caught:
        load_theme("gov-bleu")
    assert "gov-blue" in caught.value.say("zh")


def mine(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_theme_of_ones_own_changes_what_it_names(tmp_path: Path) -> None:
    theme = load_theme(mine(tmp_path, 'extends: light\ncolours: {accent: "#8a1c5c"}\nsizes: {name: 48}\n'))
    light = load_theme("light")

    assert (theme.colours.accent, theme.sizes.name) == ("#8A1C5C", 48)
    assert (theme.colours.plate_from, theme.sizes.role) == (light.colours.plate_from, light.sizes.role)


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("extends: red\nsizes:\n  nam: 52\n", 3, "sizes.nam"),
        ("extends: red\nsizes:\n  name: 20\n", 3, "sizes.name"),
        ('extends: red\ncolours:\n  text: "white"\n', 3, "colours.text"),
        ('extends: red\ncolours:\n  soft: "#FF8A80"\n', 3, "colours.soft"),
        ("extends: red\nmotion:\n  arrive: bounce\n", 3, "motion.arrive"),
    ],
)
def test_its_faults_are_told_with_file_line_and_key(tmp_path: Path, text: str, line: int, key: str) -> None:
    with pytest.raises((BadValue, UnknownKey)) as caught:
        load_theme(mine(tmp_path, text))
    assert (caught.value.data["line"], caught.value.data["key"]) == (line, key)
    assert "mine.yaml" in caught.value.say("zh")
