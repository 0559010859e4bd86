"""`videopipe infographic`: data files in, films and their twins out, without any footage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from videopipe.app.charts import Order, plan_across, plan_story
from videopipe.app.shop import Shop
from videopipe.config.profile import Audio, Encoding
from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.engine.disk import write_durably
from videopipe.model.bundle import Deliverable, Made, Measured
from videopipe.model.errors import InputError, MissingFile
from videopipe.stages import recipes
from videopipe.stages.infographics.data import parse_data
from videopipe.stages.infographics.story import Story
from videopipe.stages.package.disk import copy_durably, naming_trouble
from videopipe.stages.package.measure import measure
from videopipe.stages.package.plan import kind_of

LAYOUTS = {"wide": Canvas(1920, 1080), "vertical": Canvas(1080, 1920), "square": Canvas(1080, 1080)}
FPS = Fraction(25)
THEME = "gov-blue"
ACROSS = "across"


class TwoOfOneName(InputError):
    """Scenes or reels that would overwrite each other."""

    en = "two scenes or reels are called `{id}`. Give each its own id: it is the file's name"
    zh = "有两个场景或合集都叫“{id}”。id 即文件名，请使用不同的 id"


@dataclass(frozen=True)
class Wish:
    """What the command line asks for."""

    layouts: Sequence[str]
    formats: Sequence[str]
    theme: str | None = None
    bed: Path | None = None
    reel: bool = True
    across: str = ""
    """Title of a reel of all files together."""


@dataclass(frozen=True)
class Drawn:
    """One file that was written, and what it is."""

    path: Path
    title: str
    measured: Measured


def draw_infographics(files: Sequence[Path], out: Path, wish: Wish, shop: Shop) -> tuple[Drawn, ...]:
    """Everything that the data files ask for, in `out`. Raises what reading and checking them raises."""
    stories = {_reel_name(path): _read(path) for path in files}
    _check_names(list(stories.values()), [*map(_reel_name, files), *([ACROSS] if wish.across else [])])
    builder = shop.builder()
    wanted: list[Deliverable] = []
    for name, story in stories.items():
        reel = name if wish.reel else ""
        wanted += plan_story(builder, story, _order(story, wish, shop), reel=reel)
    if wish.across:
        told = list(stories.values())
        wanted += plan_across(builder, wish.across, told, _order(told[0], wish, shop), ACROSS)
    shop.run(builder.plan(), recipes(), f"infographic {files[0].name}")
    with naming_trouble(out):
        out.mkdir(parents=True, exist_ok=True)
        return tuple(_write(wanted, out, shop))


def _read(path: Path) -> Story:
    if not path.is_file():
        raise MissingFile(file=str(path), wanted_by="DATA.yaml, DATA.csv")
    return parse_data(path.read_bytes(), str(path))


def _reel_name(path: Path) -> str:
    return f"{path.stem}-reel"


def _check_names(stories: Sequence[Story], reels: Sequence[str]) -> None:
    scenes = [chart.head.id for story in stories for chart in story.charts]
    ids = [name.casefold() for name in (*reels, *scenes)]
    double = next((one for n, one in enumerate(ids) if one in ids[:n]), None)
    if double is not None:
        raise TwoOfOneName(id=double)


def _order(story: Story, wish: Wish, shop: Shop) -> Order:
    bed = None
    if wish.bed is not None:
        if not wish.bed.is_file():
            raise MissingFile(file=str(wish.bed), wanted_by="--bed")
        bed = shop.ledger.digest(wish.bed)
        shop.files[bed] = wish.bed.absolute()
    layouts = {name: LAYOUTS[name] for name in wish.layouts}
    theme = load_theme(wish.theme or story.theme or THEME)
    return Order(layouts, wish.formats, theme, FPS, Encoding(), Audio(), bed)


def _write(wanted: Sequence[Deliverable], out: Path, shop: Shop) -> Iterator[Drawn]:
    """Each file beside its place first, then renamed: a name is never half a file."""
    for one in wanted:
        target = out / one.path
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        if isinstance(one.source, Made):
            copy_durably(shop.store.path(one.source.key, one.source.name), part, shop.stop.is_set)
        else:
            write_durably(part, one.source.encode())
        part.replace(target)
        yield Drawn(target, one.title, measure(target, kind_of(target.name), shop.stop.is_set))
