"""Makes the pictures of docs/gallery.md: `python samples/make_gallery.py [--out DIR] [--full DIR]`.

Every theme on every layout, over the sample's footage, drawn by the graph that draws programmes; two minutes on two
cores. `--full` also keeps every still at full size, as PNG.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from PIL import Image

from videopipe.app.behind import Behind, grounds_of
from videopipe.app.job import Job, load_job
from videopipe.app.languages import Texts
from videopipe.app.preview import Draft, draw_still
from videopipe.app.programme import Programme
from videopipe.app.shop import Shop, open_shop
from videopipe.cli.progress import Quiet
from videopipe.config.theme import Theme, list_themes, load_theme
from videopipe.engine.stop import Stop
from videopipe.media.apart import probe_apart
from videopipe.model.cues import ScreenCue
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
from videopipe.model.time import Frames, snap
from videopipe.model.timeline import Piece, Timeline
from videopipe.stages.picture.plan import PictureSource

HOME = Path(__file__).parent
OUT = HOME.parent / "docs/pictures/gallery"
FPS = Fraction(25)
RUN = Frames(0, 250)
"""All parts stand still in its middle."""
SERIES = "市长微视频访谈·粤港澳大湾区九市"
BUG = Bug(RUN, "在线访谈", "广州")
TOPIC = TopicStrap(RUN, "核心引擎")
LAYOUTS = {"wide": "portal", "upright": "vertical", "square": "square"}
"""What themes call a canvas → the profile that has it."""


SHEETS = {"wide": (2, 800), "upright": (6, 320), "square": (3, 520)}
"""Pictures side by side, and the width of each."""
GUTTER = 12


@dataclass(frozen=True)
class Shot:
    """What is seen at one instant."""

    name: str
    at: Fraction
    """Seconds into the footage."""
    graphics: tuple[Graphic, ...]
    lines: tuple[str, ...] = ()
    """Subtitle."""


SHOTS = (
    Shot(
        "interview",
        Fraction(14),
        (LowerThird(RUN, "广州市政府负责同志", "“打造粤港澳大湾区”微视频访谈"), BUG, TOPIC),
        ("广州将着力增强国际商贸中心", "和综合交通枢纽功能"),
    ),
    Shot(
        "question",
        Fraction(8),
        (QuestionCard(RUN, 1, "网友“珠江潮声”", "广州在大湾区建设中怎样发挥核心引擎作用？", "核心引擎"), BUG),
        ("广州在大湾区建设中",),
    ),
    Shot(
        "title", Fraction(6), (TitleCard(RUN, SERIES, "老城市新活力 湾区核心引擎", "广州", "2019年5月10日"),)
    ),
    Shot("chapter", Fraction(22), (ChapterMark(RUN, 2, 4, "综合交通"), BUG), ("谢谢 请看下一个问题",)),
    Shot(
        "expert",
        Fraction(27),
        (ExpertStrap(RUN, "陈立群", "区域经济研究专家·Bay Area Lab 首席顾问"), BUG),
        ("把资源优势转化为服务能力",),
    ),
    Shot(
        "closing",
        Fraction(35),
        (
            ClosingCard(
                RUN,
                SERIES,
                "广州",
                ("主办：广东省人民政府门户网站", "承办：广州市人民政府"),
                ("广州市统计局", "公开报道"),
            ),
        ),
    ),
)


def main() -> None:
    """One sheet of all shots for each theme and layout."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--full", type=Path)
    parser.add_argument("--themes", nargs="*", default=list_themes())
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.full or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        with open_shop(Path(scratch) / "work", jobs=1, stop=Stop(), watch=Quiet()) as shop:
            for theme in options.themes:
                for shape in LAYOUTS:
                    stills = list(draw_all(load_theme(theme), shape, folder, shop))
                    sheet(stills, shape).save(options.out / f"{theme}-{shape}.jpg", quality=82, optimize=True)


def draw_all(theme: Theme, shape: str, folder: Path, shop: Shop) -> Iterator[Path]:
    """Every shot as a PNG of the canvas's size."""
    job = replace(load_job(HOME / "guangzhou", [LAYOUTS[shape]]), theme=theme)
    (layout,) = job.profile.layouts
    source = _source(job, shop)
    for shot in SHOTS:
        still = folder / f"{theme.name}-{shape}-{shot.name}.png"
        draw_still(
            Draft(job, layout, (source,), _programme(shot, theme), trimmed=True), len(RUN) // 2, still, shop
        )
        yield still


def _source(job: Job, shop: Shop) -> PictureSource:
    (item,) = job.footage
    path = job.loaded.path(item.file)
    digest = shop.ledger.digest(path)
    shop.files[digest] = path.absolute()
    info = probe_apart(path, lambda: False)
    if info.video is None:
        raise ValueError(path)
    return PictureSource(digest, info.video, info.container)


def _programme(shot: Shot, theme: Theme) -> Programme:
    """Ten seconds of the footage, with the shot's instant in their middle."""
    start = snap(shot.at, FPS) - len(RUN) // 2
    kept = Piece(0, RUN.shifted(start), keep=True, reason="person")
    cue = ScreenCue(1, RUN, shot.lines, "".join(shot.lines))
    cues = (cue,) if shot.lines else ()
    texts = Texts(burned={("zh-Hans", upright): cues for upright in (False, True)})
    timeline = Timeline(FPS, (kept,))
    behind, grounds = Behind(timeline, ()), grounds_of(shot.graphics, (), theme)
    return Programme(timeline, cues, texts, (), (), shot.graphics, (), behind, grounds)


def sheet(stills: list[Path], shape: str) -> Image.Image:
    """All stills of a theme on one layout, side by side."""
    columns, width = SHEETS[shape]
    pictures = [Image.open(still).convert("RGB") for still in stills]
    height = round(width * pictures[0].height / pictures[0].width)
    lines = -(-len(pictures) // columns)
    size = (columns * width + (columns - 1) * GUTTER, lines * height + (lines - 1) * GUTTER)
    ground = Image.new("RGB", size, "white")
    for number, picture in enumerate(pictures):
        line, column = divmod(number, columns)
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        ground.paste(small, (column * (width + GUTTER), line * (height + GUTTER)))
    return ground


if __name__ == "__main__":
    main()
