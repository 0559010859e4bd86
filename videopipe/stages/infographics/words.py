"""What infographics say of themselves, in both scripts."""

from videopipe.model.infographics import Head

SOURCE = ("数据来源", "資料來源")
SOURCES = ("数据来源", "資料來源")
NOTE = ("注", "註")
EXAMPLE = ("示例数据", "示例數據")
UNIT = ("单位", "單位")
REST = ("其余", "其餘")
SCHEMATIC = ("示意图，不表示行政区划", "示意圖，不表示行政區劃")
EACH = ("每个图标代表", "每個圖示代表")
DOT = " · "


def say(words: tuple[str, str], head: Head) -> str:
    """In the head's script."""
    return words[head.traditional]


def source_line(head: Head) -> str:
    """Where the figures come from, and the note; empty where neither is known."""
    if not head.source:
        return f"{say(NOTE, head)}：{head.note}" if head.note else ""
    return f"{say(SOURCE, head)}：{head.source}" + (f"（{head.note}）" if head.note else "")


def subtitle(head: Head, unit: str) -> str:
    """Period and unit below a title."""
    return DOT.join(part for part in (head.period, unit and f"{say(UNIT, head)}：{unit}") if part)
