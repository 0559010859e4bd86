"""What each channel of a file is for, as far as listening tells. Pure."""

from videopipe.model.findings import Words
from videopipe.model.sound import Channel, SoundChoice, SoundFacts
from videopipe.stages.audio.choose import ALIKE_SHARE, SILENT_DBFS

_BOTH = Words("programme, both sides", "节目声，左右相同")
_LEFT, _RIGHT = Words("programme left", "节目声左"), Words("programme right", "节目声右")
_MIX = Words("programme, mixed from surround", "节目声，由环绕声混合")
_SILENT = Words("silent", "无声")
_COPY = Words("the same as channel {other}", "与第 {other} 声道相同")
_VOICES = Words("other voices", "其他人声")
_OTHER = Words("other sound", "其他声音")


def roles_of(facts: SoundFacts, choice: SoundChoice) -> tuple[Words, ...]:
    """A guess for each channel, in their order."""
    return tuple(_used(channel, choice) or _unused(channel, facts) for channel in facts.channels)


def _used(channel: Channel, choice: SoundChoice) -> Words | None:
    if choice.mix is not None:
        return _MIX if channel.stream == choice.mix else None
    sides = [
        tap is not None and (tap.stream, tap.position) == (channel.stream, channel.position)
        for tap in (choice.left, choice.right)
    ]
    return {(True, True): _BOTH, (True, False): _LEFT, (False, True): _RIGHT}.get((sides[0], sides[1]))


def _unused(channel: Channel, facts: SoundFacts) -> Words:
    if channel.rms_dbfs < SILENT_DBFS:
        return _SILENT
    for other in facts.channels[: channel.number - 1]:
        pair = facts.pair(other.number, channel.number)
        if pair is not None and pair.audible_s and pair.alike_s >= pair.audible_s * ALIKE_SHARE:
            return _COPY.filled(other=other.number)
    return _VOICES if channel.speech else _OTHER
