import pytest

from videopipe.config.document import UnknownKey, parse_yaml, validate
from videopipe.config.theme import NoSuchTheme, Theme, list_themes, load_theme

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
    }
    for ground, texts in grounds.items():
        for text in texts:
            assert contrast(text, ground) >= READABLE, (ground, text)


def test_a_theme_is_whole_numbers_and_text_only() -> None:
    def leaves(value: object) -> list[object]:
        return (
            [leaf for item in value.values() for leaf in leaves(item)] if isinstance(value, dict) else [value]
        )

    assert all(type(leaf) in (int, str) for leaf in leaves(load_theme("gov-blue").model_dump()))


def test_an_unknown_key_is_named_with_its_line_and_its_neighbour() -> None:
    with pytest.raises(UnknownKey) as caught:
        validate(Theme, parse_yaml("name: x\ncolors: {}\n", "x.yaml"), "x.yaml")
    assert caught.value.data["line"] == 2
    assert "colours" in caught.value.say("en")


def test_an_unknown_theme_lists_the_known_ones() -> None:
    with pytest.raises(NoSuchTheme) as caught:
        load_theme("gov-bleu")
    assert "gov-blue" in caught.value.say("zh")
