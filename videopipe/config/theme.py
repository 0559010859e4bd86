"""Themes: colours, sizes and tempo of everything drawn over the picture. Data only, whole numbers only.

Sizes are pixels on a canvas whose short side is 1080; other canvases scale them.
"""

from typing import Annotated

from pydantic import Field

from videopipe.assets import THEMES_DIR
from videopipe.config.document import Schema, parse_yaml, validate
from videopipe.model.errors import InputError

Colour = Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$", description="#RRGGBB, upper case")]


class Colours(Schema):
    """One main hue in two depths, one accent, neutrals; a colour that carries text names its text beside it."""

    plate_from: Colour = Field(description="where reading begins on a plate")
    plate_to: Colour = Field(description="where it ends")
    text: Colour = Field(description="main text on plates and over the backdrop")
    soft: Colour = Field(description="secondary text there")
    tier: Colour = Field(description="second plate of the strap")
    on_tier: Colour
    accent: Colour = Field(description="one thing at a time: edge or rule")
    line: Colour = Field(description="hairlines and the bug's edge")
    backdrop: Colour = Field(description="tint of the footage below cards")


class Plates(Schema):
    """Surfaces that carry text."""

    opacity_pct: int = Field(ge=80, le=100)
    edge_px: int = Field(ge=4, le=24, multiple_of=2)


class BackdropStyle(Schema):
    """The footage below a card."""

    opacity_pct: int = Field(ge=50, le=100)
    blur_px: int = Field(ge=0, le=80, description="Gaussian sigma")


class Sizes(Schema):
    """Em sizes; lower limits are DOMAIN's GFX-05."""

    bug: int = Field(ge=28)
    name: int = Field(ge=44)
    role: int = Field(ge=32)
    question: int = Field(ge=56)
    label: int = Field(ge=32, description="number, asker, topic; series, city, date; credits")
    title: int = Field(ge=80)
    thanks: int = Field(ge=56)


class Motion(Schema):
    """Tempo in milliseconds."""

    in_ms: int = Field(ge=200, le=1000)
    out_ms: int = Field(ge=100, le=1000)
    stagger_ms: int = Field(ge=0, le=200, description="between siblings that arrive one after the other")


class Theme(Schema):
    """How graphics look."""

    name: str
    colours: Colours
    plates: Plates
    backdrop: BackdropStyle
    sizes: Sizes
    motion: Motion


class NoSuchTheme(InputError):
    """A theme name that leads nowhere."""

    en = "there is no theme `{name}`. Known: {known}"
    zh = "没有名为“{name}”的主题。可用：{known}"


def list_themes() -> tuple[str, ...]:
    """Names of the shipped themes."""
    return tuple(sorted(path.stem for path in THEMES_DIR.glob("*.yaml")))


def load_theme(name: str) -> Theme:
    """A shipped theme; raises NoSuchTheme, or what `document.validate` says of the file."""
    if name not in list_themes():
        raise NoSuchTheme(name=name, known=", ".join(list_themes()))
    path = THEMES_DIR / f"{name}.yaml"
    return validate(Theme, parse_yaml(path.read_text("utf-8"), path.name), path.name)
