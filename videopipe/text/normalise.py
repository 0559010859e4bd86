"""Characters that stand for others: look-alikes from PDF files and old codes, and marks of another script between Chinese.

What they would be written as is offered; who applies it is asked elsewhere. A row of `RULES` a kind.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import category, decomposition, normalize

from videopipe.model.findings import Kind, Severity, Words

KINDS = {
    "text.look-alikes": Kind(
        Severity.WARN,
        Words("{value} texts hold characters that only look like others: {places}", "{value} 处文字含有形似而编码不同的字符：{places_zh}"),
        Words("They are shown as they are, and nobody finds them by searching: correct them, or set `normalise: true` in the profile", "按原样显示，但检索不到：请改正，或在配置中设 normalise: true"),
        "Unicode NFKC",
    ),
    "text.wide-forms": Kind(
        Severity.INFO,
        Words("{value} texts hold letters, figures or units in forms for old screens: {places}", "{value} 处文字含有全角字母数字、合体单位等兼容形式：{places_zh}"),
        Words("They are shown as they are; `normalise: true` in the profile replaces them", "按原样显示；在配置中设 normalise: true 可替换"),
        "Unicode NFKC",
    ),
    "text.punctuation": Kind(
        Severity.INFO,
        Words("{value} texts hold English marks between Chinese: {places}", "{value} 处中文夹用英文标点：{places_zh}"),
        Words("They are shown as they are; `normalise: true` in the profile replaces them", "按原样显示；在配置中设 normalise: true 可替换"),
        "GB/T 15834-2011",
    ),
    "text.normalised": Kind(
        Severity.INFO,
        Words("{value} texts were written with other characters: {places}", "{value} 处文字已改写：{places_zh}"),
        Words("Replaced, as the profile's `normalise` asks", "已按配置中的 normalise 替换"),
    ),
}  # fmt: skip
"""What is offered, and what was done, by the finding's id."""

MOST_SHOWN, LONGEST_SHOWN = 4, 8
"""Replacements that are named of one text, and their characters."""


@dataclass(frozen=True)
class Offer:
    """What stands there, and what would."""

    kind: str
    """A key of KINDS."""
    found: str
    instead: str

    def __str__(self) -> str:
        return f"{_seen(self.found)}→{_seen(self.instead)}"


_RADICALS = dict(zip(
    "⺟⺠⺰⻃⻄⻅⻆⻈⻉⻋⻐⻓⻔⻙⻚⻛⻜⻢⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民纟西西见角讠贝车钅长门韦页风飞马鱼鸟卤麦黄齐齿龙龟", strict=True,
))  # fmt: skip
"""Of the CJK radicals supplement: NFKC knows two of them (Unicode's EquivalentUnifiedIdeograph.txt)."""
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef\U00030000-\U000323af"
_AFTER_CHINESE = rf"(?:(?<=[{_HAN}》）])|(?<=[{_HAN}]”))"
_WIDE_MARKS = str.maketrans(",;:?!", "，；：？！")
_CHINESE = re.compile(f"[{_HAN}]")

Instead = Callable[["re.Match[str]"], str]
RULES: tuple[tuple[str, "re.Pattern[str]", Instead], ...] = (
    ("text.look-alikes", re.compile("[\u00a0\u2007\u202f]"), lambda _: " "),
    # Zero-width characters and selectors of variants that no font here has.
    ("text.look-alikes", re.compile("[\u00ad\u200b\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"), lambda _: ""),
    ("text.look-alikes", re.compile("[\u2e80-\u2ef3]"), lambda found: _RADICALS.get(found[0], found[0])),
    ("text.look-alikes", re.compile("[\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]"), lambda found: normalize("NFKC", found[0])),
    ("text.look-alikes", re.compile("[\uff66-\uff9f]+"), lambda found: normalize("NFKC", found[0])),
    ("text.wide-forms", re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+|[\ufb00-\ufb06]"), lambda found: normalize("NFKC", found[0])),
    ("text.wide-forms", re.compile("[\u3371-\u337a\u3380-\u33df]"), lambda found: _unit(found[0])),
    ("text.punctuation", re.compile(r'"([^"\n]*)"'), lambda found: f"“{found[1]}”" if _CHINESE.search(found[1]) else found[0]),
    ("text.punctuation", re.compile(rf"\(([^()（）\n]*[{_HAN}][^()（）\n]*)\)"), lambda found: f"（{found[1]}）"),
    ("text.punctuation", re.compile(rf"{_AFTER_CHINESE}(?:\.{{3,}}|。{{2,}}|…(?!…))|(?<![….])(?:\.{{3,}}|…)(?=[{_HAN}])"), lambda _: "……"),
    ("text.punctuation", re.compile(rf"{_AFTER_CHINESE}-{{2,}}|(?<!-)-{{2,}}(?=[{_HAN}])"), lambda _: "——"),
    ("text.punctuation", re.compile(rf"{_AFTER_CHINESE}[,;:?!]+(?: (?=[{_HAN}]))?"), lambda found: found[0].rstrip().translate(_WIDE_MARKS)),
    ("text.punctuation", re.compile(rf"{_AFTER_CHINESE}\.(?=\s|$)"), lambda _: "。"),
)  # fmt: skip
"""Kind, what is looked for, what it becomes; in this order."""


def normalised(text: str) -> tuple[str, tuple[Offer, ...]]:
    """The text with everything replaced that is offered, and each offer once."""
    offers: list[Offer] = []
    for kind, pattern, instead in RULES:

        def replaced(found: "re.Match[str]", kind: str = kind, instead: Instead = instead) -> str:
            new = instead(found)
            if new != found[0]:
                offers.append(Offer(kind, found[0], new))
            return new

        text = pattern.sub(replaced, text)
    return text, tuple(dict.fromkeys(offers))


def offered(text: str) -> dict[str, str]:
    """The first offers of each kind, as they are told: `⼈ U+2F08→人 U+4EBA, …`."""
    offers = normalised(text)[1]
    kinds = dict.fromkeys(offer.kind for offer in offers)
    return {kind: _told([offer for offer in offers if offer.kind == kind]) for kind in kinds}


def _told(offers: Sequence[Offer]) -> str:
    more = " …" if len(offers) > MOST_SHOWN else ""
    return " ".join(map(str, offers[:MOST_SHOWN])) + more


def _unit(char: str) -> str:
    """㎡ becomes m², not m2: its own parts, not theirs."""
    _form, *codes = decomposition(char).split()
    return "".join(chr(int(code, 16)) for code in codes)


def _seen(text: str) -> str:
    """As it is, long ones in short, with the code point of a Chinese character or of what can't be seen."""
    if len(text) > LONGEST_SHOWN:
        return f"{text[0]}…{text[-1]}"
    if len(text) != 1 or (text.isascii() and text != " ") or text in "“”…—，；：？！。（）":
        return text or "∅"
    code = f"U+{ord(text):04X}"
    return code if category(text)[0] in "CMZ" else f"{text} {code}"
