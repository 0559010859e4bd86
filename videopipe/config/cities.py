"""The nine cities of the plan, in its own order (GB/T 2260 codes as of May 2019)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class City:
    """A city as episodes may name it."""

    code: str
    zh: str
    pinyin: str

    @property
    def zh_full(self) -> str:
        """With 市."""
        return f"{self.zh}市"


CITIES = (
    City("440100", "广州", "guangzhou"),
    City("440300", "深圳", "shenzhen"),
    City("440400", "珠海", "zhuhai"),
    City("440600", "佛山", "foshan"),
    City("441300", "惠州", "huizhou"),
    City("441900", "东莞", "dongguan"),
    City("442000", "中山", "zhongshan"),
    City("440700", "江门", "jiangmen"),
    City("441200", "肇庆", "zhaoqing"),
)


def find_city(name: str) -> City | None:
    """The city of that code, Chinese name (with or without 市) or pinyin; None if there is none."""
    wanted = name.strip().lower()
    for city in CITIES:
        if wanted in (city.code, city.zh, city.zh_full, city.pinyin):
            return city
    return None
