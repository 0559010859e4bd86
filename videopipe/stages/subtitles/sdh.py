"""For the hard of hearing: who speaks, and what is heard besides words. Pure.

Sounds stand in the subtitle file, in brackets: `[掌声]` `【音乐】` `（全场笑声）` `(applause)`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from videopipe.model.cues import Cue

_HEARD = (
    "掌声|掌聲|鼓掌|笑声|笑聲|笑|欢呼|歡呼|欢呼声|歡呼聲|音乐|音樂|音乐声|音樂聲|铃声|鈴聲|咳嗽|叹气|嘆氣|哭声|哭聲|"
    "applause|applauds?|laughter|laughs?|laughing|music|cheers?|cheering|coughs?|sighs?|bell"
)
"""What can be heard, as the last of a few words: in round brackets most of what stands is said."""
_SOUND = re.compile(
    rf"[\[［【][^\[\]［］【】\d]{{1,20}}[\]］】]|[（(](?:[^\W\d_]{{1,12}} |[\u4e00-\u9fff]{{1,2}})?(?:{_HEARD})(?:响起|響起)?[）)]",
    re.IGNORECASE,
)
_GAP = re.compile(r"[ \u3000]{2,}")


def without_sounds(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """The words alone; a cue that has none goes. The others keep their numbers."""
    heard = (replace(cue, text=_without_sounds(cue.text)) for cue in cues)
    return tuple(cue for cue in heard if cue.text)


def with_speakers(cues: Sequence[Cue], speaker: Callable[[Cue], str], colon: str) -> Iterator[Cue]:
    """As they are written, with the speaker's name and `colon` where somebody else begins to speak.

    Where nobody knows who speaks (""), it is whoever spoke before; sounds alone are nobody's.
    """
    before = ""
    for cue in cues:
        who = speaker(cue) if _without_sounds(cue.text) else ""
        if who and who != before:
            before = who
            yield replace(cue, text=f"{who}{colon}{cue.text}")
        else:
            yield cue


def _without_sounds(text: str) -> str:
    lines = (_GAP.sub(" ", _SOUND.sub("", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
