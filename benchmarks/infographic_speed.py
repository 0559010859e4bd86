"""How quickly infographics are made, and how much quicker than by matplotlib's animation writer.

    pip install matplotlib
    python benchmarks/infographic_speed.py

One run: a reel of six scenes at 1080p25, from data to the finished film, and then one scene of bars, by videopipe and
by matplotlib; both write H.264 with the same preset and quality. Each in a process of its own, two tasks at a time.

"""

import json
import resource
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import memory

from videopipe.app.charts import Order, plan_across, plan_story
from videopipe.app.infographic import LAYOUTS
from videopipe.app.shop import open_shop
from videopipe.assets import font_path
from videopipe.cli.progress import Quiet
from videopipe.config.profile import Audio, Encoding
from videopipe.config.theme import load_theme
from videopipe.engine.stop import Stop
from videopipe.media.probe import count_frames
from videopipe.media.tools import ffmpeg_path
from videopipe.model.bundle import Made
from videopipe.model.infographics import Bars
from videopipe.stages import recipes
from videopipe.stages.infographics.data import parse_data
from videopipe.stages.infographics.plan import FILM
from videopipe.stages.infographics.story import Story
from videopipe.stages.infographics.tempo import length

FPS = Fraction(25)
BAR = """
  - id: rank
    label: 九市地区生产总值
    chart: bar
    unit: 亿元
    period: 2018年
    items:
      - {label: 深圳, value: 24221.98}
      - {label: 广州, value: 22859.35}
      - {label: 佛山, value: 9935.88}
      - {label: 东莞, value: 8278.59}
      - {label: 惠州, value: 4103.05}
      - {label: 中山, value: 3632.70}
      - {label: 珠海, value: 2914.74}
      - {label: 江门, value: 2900.41}
      - {label: 肇庆, value: 2201.80}
"""
HEAD = """\
version: 1
title: 老城市新活力 湾区核心引擎
series: 市长微视频访谈·粤港澳大湾区九市
city: 广州
source: 广州市统计局
scenes:
  - {id: gdp, label: 地区生产总值, value: 22859.35, unit: 亿元, period: 2018年, note: 初步核算数}
"""
REST = """
  - {id: air, label: 白云国际机场旅客吞吐量, chart: line, unit: 万人次, items: [{label: 2014年, value: 5478}, {label: 2015年, value: 5521}, {label: 2016年, value: 5973}, {label: 2017年, value: 6584}, {label: 2018年, value: 6970}]}
  - {id: share, label: 三次产业结构, chart: ring, unit: "%", period: 2018年, items: [{label: 第三产业, value: 71.8}, {label: 第二产业, value: 27.2}, {label: 第一产业, value: 1.0}]}
  - {id: firms, label: 高新技术企业, chart: icon, value: 1.1, prefix: 超, unit: 万家, period: 2018年}
  - {id: metro, label: 城市轨道交通运营里程, chart: map, value: 478, prefix: 约, unit: 公里, period: 2018年末}
"""


def story(text: str) -> Story:
    """The charts of a data file."""
    return parse_data(text.encode(), "benchmark.yaml")


def make(what: str, folder: str) -> None:
    """The reel, or the film of the bars, into `folder`."""
    order = Order({"wide": LAYOUTS["wide"]}, ["mp4"], load_theme("gov-blue"), FPS, Encoding(), Audio())
    with open_shop(Path(folder) / "work", jobs=2, stop=Stop(), watch=Quiet()) as shop:
        builder = shop.builder()
        if what == "reel":
            told = story(HEAD + BAR + REST)
            files = plan_across(builder, told.title, [told], order, "reel")
        else:
            files = plan_story(builder, story(HEAD.partition("  - {id: gdp")[0] + BAR), order)
        shop.run(builder.plan(), recipes(), "benchmark")
        (film,) = (file.source for file in files if file.path.endswith(".mp4"))
        assert isinstance(film, Made)
        (Path(folder) / "film.mp4").hardlink_to(shop.store.path(film.key, film.name))


def make_by_matplotlib(folder: str, frames: int) -> None:
    """The same bars, as many frames, growing with the same ease, into `folder`."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import animation, font_manager
    from matplotlib import pyplot as plt

    (bars,) = (chart for chart in story(HEAD + BAR).charts if isinstance(chart, Bars))
    values = [float(value) for value in bars.series[0][1]]
    font = font_manager.FontProperties(fname=str(font_path("Medium")), size=28)
    mpl.rcParams["animation.ffmpeg_path"] = str(ffmpeg_path())
    figure, axes = plt.subplots(figsize=(19.2, 10.8), dpi=100, facecolor="#0B2A5C")
    axes.set_facecolor("#0B2A5C")
    axes.set_title(bars.head.title, fontproperties=font, color="white", loc="left")
    drawn = axes.barh(range(len(values)), [0.0] * len(values), color="#5CA8FF")
    axes.set_yticks(range(len(values)), bars.labels, fontproperties=font, color="white")
    axes.invert_yaxis()
    axes.set_xlim(0, max(values) * 1.15)
    words = [axes.text(0, n, "", fontproperties=font, color="white", va="center") for n in range(len(values))]

    def update(frame: int) -> None:
        for n, value in enumerate(values):
            part = min(max((frame / 25 - 0.35 - 0.07 * n) / 1.2, 0), 1)
            shown = value * (1 - (1 - part) ** 3)
            drawn[n].set_width(shown)
            words[n].set_position((shown, n))
            words[n].set_text(f" {shown:,.2f}")

    writer = animation.FFMpegWriter(
        fps=25,
        codec="libx264",
        extra_args=["-preset", "veryfast", "-crf", str(FILM["crf"]), "-pix_fmt", "yuv420p"],
    )
    movie = animation.FuncAnimation(figure, update, frames=frames, blit=False)
    movie.save(str(Path(folder) / "film.mp4"), writer=writer)


def _cpu_s() -> float:
    """What all processes that have ended took: tells more than the clock where other work runs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Run once and print JSON."""
    figures: dict[str, float] = {}
    (bars,) = (chart for chart in story(HEAD + BAR).charts if isinstance(chart, Bars))
    tasks: dict[str, tuple[Callable[..., None], tuple[Any, ...]]] = {
        "reel": (make, ("reel",)),
        "bars": (make, ("bars",)),
        "matplotlib": (make_by_matplotlib, (length(bars, FPS),)),
    }
    with tempfile.TemporaryDirectory() as name:
        for label, (work, arguments) in tasks.items():
            folder = Path(name) / label
            folder.mkdir()
            where = (*arguments, str(folder)) if work is make else (str(folder), *arguments)
            before = _cpu_s()
            usage = memory.measure_call(work, *where)
            frames = count_frames(folder / "film.mp4")
            figures |= {
                f"{label}_frames": frames,
                f"{label}_s": round(usage.seconds, 2),
                f"{label}_times_real_time": round(frames / float(FPS) / usage.seconds, 2),
                f"{label}_cpu_s": round(_cpu_s() - before, 2),
                f"{label}_peak_mb": round(usage.peak_bytes / 1e6),
            }
    figures["times_matplotlib"] = round(figures["matplotlib_s"] / figures["bars_s"], 2)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
