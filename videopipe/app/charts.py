"""Every file that is made of a story's charts: films, stills, animations, twins, and the reel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from videopipe.config.document import bad_value
from videopipe.config.episode import LoadedEpisode
from videopipe.config.profile import Audio, Encoding, Profile
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import own_fonts
from videopipe.engine.task import In, PlanBuilder
from videopipe.model.bundle import Deliverable, Made
from videopipe.model.errors import InputError
from videopipe.model.infographics import Chart, Head, Scene
from videopipe.model.time import Frames
from videopipe.stages.audio.plan import plan_delivery
from videopipe.stages.infographics.faults import Fault
from videopipe.stages.infographics.params import Drawing
from videopipe.stages.infographics.plan import (
    Piece,
    pieces_of,
    pieces_of_reel,
    plan_animation,
    plan_film,
    plan_sound,
    plan_still,
)
from videopipe.stages.infographics.read import Setting
from videopipe.stages.infographics.story import Story, read_charts, reel_across, reel_of
from videopipe.stages.infographics.tempo import length
from videopipe.stages.infographics.twin import alt_text, csv_table, html_table
from videopipe.stages.package.plan import plan_measure
from videopipe.stages.picture.plan import plan_join
from videopipe.text.fonts import OwnFont

ROLE, REEL_ROLE = "infographic", "infographic-reel"
MEDIA_TYPES = {"mp4": "video/mp4", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
QUIET_LUFS = -70
"""What ebur128 calls silence: left as it is."""


@dataclass(frozen=True)
class Order:
    """How charts are to be made."""

    layouts: Mapping[str, Canvas]
    formats: Sequence[str]
    """Of `config.profile.Infographics`."""
    theme: Theme
    fps: Fraction
    encoding: Encoding
    audio: Audio
    bed: str | None = None
    """Music below, by its digest."""
    fonts: tuple[OwnFont, ...] = ()
    """What the episode brings for characters that the shipped fonts lack."""


def story_of(loaded: LoadedEpisode) -> Story:
    """What the highlights of an episode tell. Raises BadValue at the line of the first that can't be drawn."""
    episode = loaded.episode

    def complain(number: int, fault: Fault) -> InputError:
        place = ("highlights", number, *fault.place)
        return bad_value(loaded.file, loaded.line(*place), ".".join(map(str, place)), *fault.words)

    charts = read_charts(episode.highlights, Setting(episode.city), complain)
    return Story(episode.title, episode.series_title, episode.city.zh_full, charts)


def order_of(profile: Profile, theme: Theme, fonts: tuple[OwnFont, ...]) -> Order:
    """What a profile wants of an episode's charts; its `infographics` are there."""
    wanted = profile.infographics
    assert wanted is not None  # noqa: S101 - asked before
    canvases = {name: Canvas(layout.width, layout.height) for name, layout in profile.layouts.items()}
    names = wanted.layouts or tuple(canvases)
    layouts = {name: canvases[name] for name in names}
    return Order(layouts, wanted.formats, theme, profile.fps, profile.encoding, profile.audio, fonts=fonts)


def check_story(story: Story, order: Order) -> None:
    """Raises what `check` raises of the first scene that doesn't fit into one of the layouts."""
    check_scenes(reel_of(story), order.theme, list(order.layouts.values()), order.fonts)


def check_scenes(
    scenes: Sequence[Scene], theme: Theme, canvases: Sequence[Canvas], fonts: tuple[OwnFont, ...]
) -> None:
    """The same of any scenes."""
    # Twenty modules that lay out charts: most runs have none, and shall begin at once.
    from videopipe.stages.infographics.check import check

    for canvas in canvases:
        for scene in scenes:
            check(scene, theme, canvas, fonts)


def plan_story(
    builder: PlanBuilder, story: Story, order: Order, *, reel: str = "", folder: str = ""
) -> tuple[Deliverable, ...]:
    """All files of its charts, below `folder`, and a reel of that name, if it has one. Checks each scene first."""
    check_story(story, order)
    files = _Files(builder, order, folder)
    for chart in story.charts:
        files.chart(chart)
    if reel:
        files.reel(reel, reel_of(story), story.title)
    return tuple(files.made)


def plan_across(
    builder: PlanBuilder, title: str, stories: Sequence[Story], order: Order, name: str
) -> tuple[Deliverable, ...]:
    """One reel of several stories, that have been checked."""
    scenes = reel_across(title, stories)
    check_scenes(scenes, order.theme, list(order.layouts.values()), order.fonts)
    files = _Files(builder, order, "")
    files.reel(name, scenes, title)
    return tuple(files.made)


class _Files:
    """Collects the files; one method a kind of them."""

    def __init__(self, builder: PlanBuilder, order: Order, folder: str) -> None:
        self._builder = builder
        self._order = order
        self._folder = folder
        self.made: list[Deliverable] = []

    def chart(self, chart: Chart) -> None:
        for name, canvas in self._order.layouts.items():
            self._pictures(chart, name, canvas)
        self._twins(chart)

    def _pictures(self, chart: Chart, layout: str, canvas: Canvas) -> None:
        from videopipe.stages.infographics.describe import describe

        order, frames, name = self._order, length(chart, self._order.fps), f"{chart.head.id}.{layout}"
        for form in order.formats:
            label = f"{chart.head.id}/{layout}/{form}"
            if form == "mp4":
                film = self._film(pieces_of(chart, order.fps), canvas, name, chart.head.title)
                self._add(name, form, film, chart)
            elif form == "png":
                still = plan_still(self._builder, self._drawing((chart,), canvas), frames - 1, label)
                self._add(name, form, still, chart)
            elif form == "json":
                with own_fonts(order.fonts):
                    told = describe(chart, order.theme, canvas, frames - 1, order.fps).to_json()
                self._add_text(f"{name}.json", told, "application/json", chart)
            else:
                drawing = self._drawing((chart,), canvas)
                made = plan_animation(self._builder, drawing, frames, f"{name}.{form}", label)
                self._add(name, form, made, chart)

    def reel(self, name: str, scenes: Sequence[Scene], title: str) -> None:
        for layout, canvas in self._order.layouts.items():
            pieces = pieces_of_reel(scenes, self._order.fps)
            film = self._film(pieces, canvas, f"{name}.{layout}", title)
            self._add_media(f"{name}.{layout}", "mp4", film, scenes[0].head, REEL_ROLE)

    def _drawing(self, scenes: tuple[Scene, ...], canvas: Canvas) -> Drawing:
        return Drawing(scenes, self._order.theme, canvas, self._order.fps, self._order.fonts)

    def _film(self, pieces: Sequence[Piece], canvas: Canvas, name: str, title: str) -> In:
        order = self._order
        films = [
            plan_film(
                self._builder, self._drawing(piece.scenes, canvas), piece.frames, encoding=order.encoding,
                label=f"{name}/{number:02d}",
            )
            for number, piece in enumerate(pieces)
        ]  # fmt: skip
        parts = [(film, len(piece.frames)) for film, piece in zip(films, pieces, strict=True)]
        sound = self._sound(sum(count for _, count in parts))
        return plan_join(
            self._builder, label=f"infographics/{name}/join", name=f"{name}.mp4", segments=parts, fps=order.fps,
            sound=sound, metadata={"title": title},
        )  # fmt: skip

    def _sound(self, frames: int) -> In:
        order, label = self._order, f"sound/{frames}"
        wav = plan_sound(self._builder, frames, order.fps, order.bed, label)
        sound, _report = plan_delivery(
            self._builder, wav, Frames(0, frames), order.fps, order.audio, label=f"infographics/{label}/level",
            name=label, silence_lufs=QUIET_LUFS,
        )  # fmt: skip
        return sound

    def _twins(self, chart: Chart) -> None:
        self._add_text(f"{chart.head.id}.txt", alt_text(chart) + "\n", "text/plain", chart)
        self._add_text(f"{chart.head.id}.html", html_table(chart), "text/html", chart)
        self._add_text(f"{chart.head.id}.csv", csv_table(chart), "text/csv", chart)

    def _add(self, name: str, form: str, made: In, chart: Chart) -> None:
        role = ROLE if form == "mp4" else f"{ROLE}-{'still' if form == 'png' else 'animation'}"
        self._add_media(name, form, made, chart.head, role)

    def _add_media(self, name: str, form: str, made: In, head: Head, role: str) -> None:
        path = f"{self._folder}{name}.{form}"
        facts = plan_measure(self._builder, made, path)
        self.made.append(
            Deliverable(path, _made(made), role, MEDIA_TYPES[form], _language(head), head.title, _made(facts))
        )

    def _add_text(self, name: str, text: str, media_type: str, chart: Chart) -> None:
        path = f"{self._folder}{name}"
        self.made.append(
            Deliverable(path, text, f"{ROLE}-text", media_type, _language(chart.head), chart.head.title)
        )


def _language(head: Head) -> str:
    return "zh-Hant" if head.traditional else "zh-Hans"


def _made(ref: In) -> Made:
    return Made(ref.key, ref.name)
