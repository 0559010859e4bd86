"""Hard texts for the laws of subtitles: what people write, and what gets in by mistake."""

import re
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from videopipe.text.words import Cut, cutter

TABLE = Path(__file__).parents[1] / "golden" / "data" / "breaks.txt"
NAMES = TABLE.read_text("utf-8").partition("# people: ")[2].splitlines()[0].split()

_HAN = "广州大湾区建设发挥核心引擎作用我们会在把和与的了网友市民企业城市轨道交通二三十个得为等先"
_RARE = "㐀龘𠮷𪚥𰻝囍〇"
_UNITS = ["", "%", "％", "亿元", "万人次", "个百分点", "公里", "年", "月", "日", "多家", "倍"]
_PAIRS = ["“”", "‘’", "《》", "（）", "「」", "〈〉", "【】", "()", "[]", "“‘", "“", "”", "《", "）"]
_FIXED = [
    "2018年10月24日", "3%～5%", "二〇一八年", "GDP", "5G", "PM2.5", "NB-IoT", "C++", "O'Neill", "www.gd.gov.cn", "a@b.cn",
    "#大湾区你好#", "《规划纲要》", "《内地与香港关于建立更紧密经贸关系的安排》", "AI+制造", "12:30", "1/3", "–", "——",
    "e\u0301", "👩\u200d👧", "👍🏽", "🇨🇳",
]  # fmt: skip
_MARKS = [
    "",
    "，",
    "。",
    "、",
    "；",
    "？",
    "！",
    "：",
    "…",
    "......",
    "？！",
    "”，",
    "。”",
    ",",
    ".",
    "?",
    " ",
    "\u3000",
    "\t",
    "\n",
]

han = st.text(st.sampled_from(_HAN), min_size=1, max_size=12)
latin = st.text(st.sampled_from("abcXYZ019._-/"), min_size=1, max_size=12)
long_latin = st.integers(17, 44).map(lambda length: "a" * length)
figures = st.tuples(st.decimals(0, 10**9, places=2).map(str), st.sampled_from(_UNITS)).map("".join)
plain = st.one_of(
    han, han, latin, figures, st.text(st.sampled_from(_RARE), min_size=1, max_size=3), st.sampled_from([*_FIXED, *NAMES])
)  # fmt: skip
nested = st.recursive(
    plain,
    lambda inner: st.tuples(
        st.sampled_from(_PAIRS), st.lists(inner, min_size=1, max_size=3).map("".join)
    ).map(lambda made: made[0][0] + made[1] + made[0][1:]),
    max_leaves=4,
)
TEXTS = st.one_of(
    st.lists(st.tuples(nested, st.sampled_from(_MARKS)).map("".join), min_size=1, max_size=7).map("".join),
    st.tuples(plain, long_latin, plain).map("".join),
    st.text(st.sampled_from("，。、？！…“”《》（） "), min_size=1, max_size=6),
    st.text(st.sampled_from(_HAN + "，。 A1"), min_size=1, max_size=3),
)
"""Nested and unpaired quotes, figures with units, Latin long and short, mixed marks and spaces, rare characters and
those beyond 16 bits, marks alone, one or two characters."""


@cache
def every_word() -> Cut:
    """The whole dictionary, any text may come; and the people whom the table of breaks speaks of."""
    return cutter(["".join(map(chr, range(0x4E00, 0x9FD6)))], NAMES)


def bare(text: str) -> str:
    """What must survive of a text: everything but pauses, dots and spaces, half-width marks as full-width ones."""
    full = text.translate(str.maketrans(",;:?!.", "，；：？！。"))
    return re.sub(r"[，。、；…\s]+", "", full)
