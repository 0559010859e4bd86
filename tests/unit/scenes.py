"""Random data for infographics: every kind, from empty words to labels that no picture holds."""

from decimal import Decimal

from hypothesis import strategies as st

from videopipe.model.infographics import (
    Amount,
    Bars,
    CityMap,
    Comparison,
    Counter,
    Head,
    Icons,
    Item,
    Line,
    Milestone,
    Points,
    Quote,
    ReelSources,
    ReelTitle,
    Ring,
    Scene,
    Step,
    Steps,
    Timeline,
)
from videopipe.stages.infographics.city_map import PLACES
from videopipe.stages.infographics.pictograms import SHAPES

ALPHABET = "广州深圳珠海佛山东莞中江门肇庆惠全社会研发投入占比重第三产业，·（）《》2018GDP% "


def texts(least: int, most: int) -> st.SearchStrategy[str]:
    """Words with at least one ideograph, no space at an edge."""
    return st.text(ALPHABET, min_size=least, max_size=most).map(lambda text: f"市{text}值")


def decimals(least: str = "0", most: str = "99999999") -> st.SearchStrategy[Decimal]:
    """With none to three places, as written."""
    return st.integers(0, 3).flatmap(
        lambda places: st.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)
    )


heads = st.builds(
    Head,
    st.just("x1"),
    texts(1, 14),
    st.sampled_from(["", "2018年", "2014—2018年"]),
    st.sampled_from(["", "广州市统计局", "各市2018年国民经济和社会发展统计公报"]),
    st.sampled_from(["", "初步核算数"]),
    st.booleans(),
    st.booleans(),
)
units = st.sampled_from(["", "%", "亿元", "万人次", "平方公里"])
prefixes = st.sampled_from(["", "约", "超"])
amounts = st.builds(Amount, decimals(), units, prefixes)


@st.composite
def bars(draw: st.DrawFn) -> Bars:
    lying, series = draw(st.booleans()), draw(st.integers(1, 2))
    most = {(True, 1): 12, (True, 2): 6, (False, 1): 8, (False, 2): 4}[lying, series]
    labels = draw(st.lists(texts(0, 6), min_size=1, max_size=most))
    values = st.lists(decimals(), min_size=len(labels), max_size=len(labels)).map(tuple)
    lit = draw(st.none() | st.integers(0, len(labels) - 1))
    named = tuple((f"201{turn}年", draw(values)) for turn in range(series))
    return Bars(draw(heads), draw(units), tuple(labels), named, lying, lit, draw(prefixes))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    filled = draw(st.booleans())
    values = decimals() if filled else decimals("-9999")
    points = st.builds(Item, st.integers(1990, 2018).map(lambda year: f"{year}年"), values)
    found = draw(st.lists(points, min_size=2, max_size=24).map(tuple))
    return Line(draw(heads), draw(units), found, filled, draw(prefixes))


@st.composite
def rings(draw: st.DrawFn) -> Ring:
    parts = draw(st.lists(st.builds(Item, texts(0, 7), decimals("0", "9999")), min_size=1, max_size=5))
    total = sum((part.value for part in parts), Decimal(0))
    whole = total + draw(decimals("0", "9999"))
    return Ring(draw(heads), draw(units), tuple(parts), whole or Decimal(1), draw(prefixes))


@st.composite
def icons(draw: st.DrawFn) -> Icons:
    each = draw(st.sampled_from([Decimal("0.1"), Decimal(1), Decimal(25)]))
    count = draw(st.decimals("0.1", "120", places=1))
    name = draw(st.sampled_from(sorted(SHAPES)))
    return Icons(draw(heads), Amount(each * count, draw(units), draw(prefixes)), each, name)


milestones = st.lists(
    st.builds(Milestone, st.sampled_from(["2018年", "2018年10月", "2019年2月18日"]), texts(1, 16)),
    min_size=1,
    max_size=6,
).map(tuple)
steps = st.lists(st.builds(Step, texts(1, 6), st.just("") | texts(1, 14)), min_size=1, max_size=5).map(tuple)
values = st.dictionaries(st.sampled_from(sorted(PLACES)), decimals("0", "99999")).map(
    lambda each: tuple(each.items())
)

KINDS: dict[str, st.SearchStrategy[Scene]] = {
    "counter": st.builds(Counter, heads, amounts),
    "bars": bars(),
    "line": lines(),
    "ring": rings(),
    "icons": icons(),
    "timeline": st.builds(Timeline, heads, milestones),
    "steps": st.builds(Steps, heads, steps),
    "comparison": st.builds(
        Comparison, heads, units, st.builds(Item, texts(0, 8), decimals()), st.builds(Item, texts(0, 8), decimals()), prefixes
    ),
    "city_map": st.builds(
        CityMap, heads, units, values, st.none() | st.sampled_from(sorted(PLACES)), st.none() | amounts, prefixes
    ),
    "quote": st.builds(Quote, heads, texts(4, 50), st.just("") | texts(1, 8), st.just("") | texts(1, 14)),
    "points": st.builds(Points, heads, st.lists(texts(2, 16), min_size=1, max_size=6).map(tuple)),
    "title": st.builds(ReelTitle, heads, texts(2, 14), st.sampled_from(["广州", "肇庆"])),
    "sources": st.builds(ReelSources, heads, st.lists(texts(2, 18), min_size=1, max_size=8).map(tuple)),
}  # fmt: skip
