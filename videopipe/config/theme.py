"""Themes: colours, sizes and tempo of everything drawn over the picture. Data only, whole numbers only.

Sizes are pixels on a canvas whose short side is 1080; other canvases scale them. `extends:` builds one on another.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from videopipe.assets import THEMES_DIR
from videopipe.config.colour import Colour, contrast, over
from videopipe.config.document import Schema, bad_value, line_of, validate
from videopipe.config.layered import YAML_ENDINGS, read_layered
from videopipe.model.errors import InputError

Shape = Literal["wide", "upright", "square"]
"""Of a canvas: each is laid out by itself."""


class Colours(Schema):
    """One main hue in two depths, one accent, neutrals; a colour that carries text names its text beside it."""

    plate_from: Colour = Field(description="where reading begins on a plate")
    plate_to: Colour = Field(description="where it ends")
    text: Colour = Field(description="main text on plates and over the backdrop")
    soft: Colour = Field(description="secondary text there")
    tier: Colour = Field(description="second plate of the strap")
    on_tier: Colour
    accent: Colour = Field(description="one thing at a time: edge, rule or tag")
    on_accent: Colour = Field(description="text of a tag")
    line: Colour = Field(description="hairlines, and the faint city of the title")
    backdrop: Colour = Field(description="tint of the footage below cards")


class Charts(Schema):
    """Infographics; what a scene is about has `colours.accent`, text over posters and bands `colours.text`."""

    poster_from: Colour = Field(description="ground of single figures and of title bands, at the left")
    poster_to: Colour = Field(description="the same at the right")
    page: Colour = Field(description="ground of charts")
    surface: Colour = Field(description="tiles and cards on a page")
    ink: Colour = Field(description="labels and figures on a page or a surface")
    muted: Colour = Field(description="sources and axes there")
    faint: Colour = Field(description="hairlines, tracks, what is left of a ring")
    series: Colour = Field(description="bars and lines that the scene isn't about")
    second: Colour = Field(
        description="second part of a ring, after the accent; told apart by lightness alone"
    )
    third: Colour
    fourth: Colour
    fifth: Colour

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """Of a ring, after the accent."""
        return self.second, self.third, self.fourth, self.fifth


class Plates(Schema):
    """Surfaces that carry text."""

    opacity_pct: int = Field(ge=80, le=100)
    edge_px: int = Field(ge=4, le=24, multiple_of=2, description="width of the accent")
    inset_px: int = Field(
        0,
        ge=0,
        le=24,
        multiple_of=2,
        description="the accent stands so far inside the plate; 0: it is its rim",
    )
    corner_px: Literal[0, 18] = Field(0, description="radius of all corners")


class BackdropStyle(Schema):
    """The footage below a card."""

    opacity_pct: int = Field(ge=50, le=100)
    blur_px: int = Field(ge=0, le=80, description="Gaussian sigma")


class Sizes(Schema):
    """Em sizes; lower limits are DOMAIN's GFX-05, upper ones what the rows of `layout.py` hold."""

    bug: int = Field(ge=28, le=36)
    topic: int = Field(ge=28, le=32)
    name: int = Field(ge=44, le=60)
    role: int = Field(ge=32, le=38)
    question: int = Field(ge=56, le=72)
    label: int = Field(ge=32, le=40, description="number, asker, topic; series, city, date; credits")
    title: int = Field(ge=80, le=116)
    thanks: int = Field(ge=56, le=104)
    source: int = Field(ge=24, le=30, description="where figures come from")


class Spacing(Schema):
    """Air inside plates."""

    plate: int = Field(ge=16, le=40, description="between accent and words")
    tail: int = Field(ge=32, le=72, description="after the words of a strap")
    card: int = Field(ge=28, le=60, description="around a question")


class Relaid(Schema):
    """What is measured otherwise on a canvas of another shape."""

    question: int | None = Field(None, ge=56, le=68)
    title: int | None = Field(None, ge=80, le=116)
    thanks: int | None = Field(None, ge=56, le=104)
    card: int | None = Field(None, ge=28, le=44)


class Layouts(Schema):
    """Sizes and spacing are those of wide canvases; here is what differs."""

    upright: Relaid = Relaid()
    square: Relaid = Relaid()


class Motion(Schema):
    """Tempo in milliseconds, and curves (`motion.CURVES`)."""

    in_ms: int = Field(ge=200, le=1000)
    out_ms: int = Field(ge=100, le=1000)
    stagger_ms: int = Field(ge=0, le=200, description="between siblings that arrive one after the other")
    arrive: Literal["cubic-out", "quart-out"] = "cubic-out"
    leave: Literal["quad-in"] = "quad-in"


class Theme(Schema):
    """How graphics look."""

    name: str
    extends: str | None = None
    colours: Colours
    charts: Charts
    plates: Plates
    backdrop: BackdropStyle
    sizes: Sizes
    spacing: Spacing
    motion: Motion
    layouts: Layouts = Layouts()

    def on(self, shape: Shape) -> "Theme":
        """The theme for canvases of that shape alone."""
        other = Relaid() if shape == "wide" else getattr(self.layouts, shape)
        changed = other.model_dump(exclude_none=True)
        sizes = {name: size for name, size in changed.items() if name in Sizes.model_fields}
        spacing = {name: air for name, air in changed.items() if name in Spacing.model_fields}
        return self.model_copy(
            update={
                "sizes": self.sizes.model_copy(update=sizes),
                "spacing": self.spacing.model_copy(update=spacing),
                "layouts": Layouts(),
                "extends": None,
            }
        )


class NoSuchTheme(InputError):
    """A theme name that leads nowhere."""

    en = "there is no theme `{name}`. Known: {known}; or give the path of a YAML file"
    zh = "没有名为“{name}”的主题。可用：{known}；也可给出 YAML 文件路径"


def list_themes() -> tuple[str, ...]:
    """Names of the shipped themes."""
    return tuple(sorted(path.stem for path in THEMES_DIR.glob("*.yaml")))


def load_theme(name: str) -> Theme:
    """A shipped theme by name, or one by path. Raises NoSuchTheme, what `document.validate` says of the file, or
    BadValue where a text can't be read.
    """
    path = _find(name, Path())
    raw = read_layered(path, Theme, _find)
    theme = validate(Theme, raw, str(path))
    for section, key, ground, ratio in (*_texts(theme), *_chart_texts(theme)):
        if ratio < READABLE:
            raise bad_value(
                str(path), line_of(raw, (section, key)), f"{section}.{key}",
                f"it reaches {ratio:.1f}:1 on {ground}, over the worst footage; a text needs {READABLE}:1",
                f"它在 {ground} 上（按最不利的画面计）的对比度为 {ratio:.1f}:1，文字至少需要 {READABLE}:1",
                "Make one of the two lighter or darker", "请把两者之一调亮或调暗",
            )  # fmt: skip
    return theme


READABLE = 4.5
"""WCAG 2.2, 1.4.3."""


def _texts(theme: Theme) -> Iterator[tuple[str, str, str, float]]:
    """(section and colour of a text, what it stands on, their contrast at worst)."""
    colours, plate, backdrop = theme.colours, theme.plates.opacity_pct, theme.backdrop.opacity_pct
    grounds = {"plate_from": plate, "plate_to": plate, "tier": plate, "backdrop": backdrop, "accent": 100}
    texts = {"tier": ("on_tier",), "accent": ("on_accent",)}
    for ground, opacity in grounds.items():
        seen = [over(getattr(colours, ground), opacity, footage) for footage in ("#000000", "#FFFFFF")]
        for text in texts.get(ground, ("text", "soft")):
            yield "colours", text, ground, min(contrast(getattr(colours, text), each) for each in seen)


def _chart_texts(theme: Theme) -> Iterator[tuple[str, str, str, float]]:
    """The same for infographics, which lie over no footage."""
    charts = theme.charts
    for ground in ("poster_from", "poster_to"):
        for text in ("text", "soft"):
            yield "colours", text, ground, contrast(getattr(theme.colours, text), getattr(charts, ground))
    for ground in ("page", "surface"):
        for text in ("ink", "muted"):
            yield "charts", text, ground, contrast(getattr(charts, text), getattr(charts, ground))


def _find(name: str, beside: Path) -> Path:
    """The file of a theme; a relative path starts at the folder `beside`."""
    path = beside / name if name.endswith(YAML_ENDINGS) else THEMES_DIR / f"{name}.yaml"
    if not path.is_file():
        raise NoSuchTheme(name=name, known=", ".join(list_themes()))
    return path
