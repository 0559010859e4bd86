"""What a person should know of the graphics besides what is wrong with them."""

from dataclasses import dataclass

from videopipe.model.time import Seconds


@dataclass(frozen=True)
class StrapNote:
    """A strap that is gone before it can be read."""

    name: str
    frame: int
    """Of the programme, at which it comes."""
    shown_s: Seconds
    wanted_s: Seconds

    def say(self, lang: str) -> str:
        """The sentence in `lang` ("zh" or "en")."""
        template = _ZH if lang == "zh" else _EN
        return template.format(
            name=self.name, shown=f"{float(self.shown_s):.1f}", wanted=f"{float(self.wanted_s):.1f}"
        )


_EN = "the strap “{name}” shows for {shown} s, reading it takes {wanted} s: something else follows at once. Shorten its text, or ask for it elsewhere"
_ZH = "姓名条“{name}”只显示 {shown} 秒，读完需要 {wanted} 秒：紧接着有其他图文。请缩短文字，或换个时间出现"
