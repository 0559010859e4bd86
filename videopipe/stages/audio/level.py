"""How loud it must become: static gain, and a limiter only where the predicted peak asks for one; pure.

Not `loudnorm`: it changes to a dynamic mode without saying so (DOMAIN §2.3).
"""

from dataclasses import dataclass, replace
from math import inf

from videopipe.model.errors import FootageRefused
from videopipe.model.media import Loudness

SILENCE_LUFS = -70
"""The absolute gate of BS.1770: below it there is no programme to bring to a level."""
ROOM_LUFS = -45
"""Below it, where nobody speaks, there is an empty room, and it stays one. Streets of the samples have −39."""
EMPTY_LUFS = -35
"""A source found empty by its samples (RMS below −45 dBFS) measures less than this, whatever its colour."""
LOWEST_PEAK_DBFS, MIDDLE_PEAK_DBFS = -30.0, -6.0
"""Peaks from the one to 0 dBFS are measured as they are; others after a gain to the other."""


@dataclass(frozen=True)
class Target:
    """What a delivered file must measure, decoded."""

    lufs: float
    tolerance_lu: float
    mix_peak_dbtp: float
    """Before the encoder, which overshoots a little."""
    final_peak_dbtp: float


@dataclass(frozen=True)
class Treatment:
    """What is done to the sound before it is encoded."""

    gain_db: float
    limiter_dbtp: float | None
    """Ceiling of the limiter; None where no peak will reach it."""


class NoLoudness(FootageRefused):
    """Sound that can't be brought to the target."""

    en = "{what}: the sound measures {got} after {tries} tries where {wanted} was wanted. Listen to the footage: its level changes too much for a fixed gain"
    zh = "{what}：调整 {tries} 次后响度仍为 {got}，目标为 {wanted}。请试听素材：其电平起伏过大，固定增益无法达标"


def decide_silence(*, heard: bool, empty: bool) -> int:
    """LUFS below which there is nothing to raise. `heard`: somebody speaks; `empty`: the sources are known to be."""
    return SILENCE_LUFS if heard else EMPTY_LUFS if empty else ROOM_LUFS


def decide_lift(peak_dbfs: float) -> float:
    """Decibels by which sound is moved before it is measured: meters go from −70 to +10 LUFS, files don't."""
    if peak_dbfs == -inf or LOWEST_PEAK_DBFS <= peak_dbfs <= 0:
        return 0.0
    return round(MIDDLE_PEAK_DBFS - peak_dbfs, 2)


def moved(loudness: Loudness, gain_db: float) -> Loudness:
    """What the same sound measures with that gain."""
    return replace(
        loudness,
        integrated_lufs=loudness.integrated_lufs + gain_db,
        true_peak_dbtp=loudness.true_peak_dbtp + gain_db,
        max_short_term_lufs=loudness.max_short_term_lufs + gain_db,
    )


def first_treatment(measured: Loudness, target: Target, *, silent: bool) -> Treatment:
    """Gain to the target, none for silence; the limiter where the true peak would pass the mix ceiling."""
    return _treatment(0.0 if silent else target.lufs - measured.integrated_lufs, measured, target)


def next_treatment(
    before: Treatment, measured: Loudness, delivered: Loudness, target: Target, *, silent: bool
) -> Treatment:
    """The treatment corrected by what the delivered file measured."""
    gain = before.gain_db + (0.0 if silent else target.lufs - delivered.integrated_lufs)
    tighter = min(0.0, target.final_peak_dbtp - 0.1 - delivered.true_peak_dbtp)
    treatment = _treatment(gain, measured, target)
    if tighter < 0 or before.limiter_dbtp is not None:
        ceiling = (before.limiter_dbtp if before.limiter_dbtp is not None else target.mix_peak_dbtp) + tighter
        return Treatment(treatment.gain_db, ceiling)
    return treatment


def on_target(delivered: Loudness, target: Target, *, silent: bool) -> bool:
    """Whether the decoded deliverable holds; silence stays silence and holds."""
    # Aim well inside the tolerance: other meters differ by a tenth or two.
    near = silent or abs(delivered.integrated_lufs - target.lufs) <= target.tolerance_lu / 2
    return near and delivered.true_peak_dbtp <= target.final_peak_dbtp


def _treatment(gain: float, measured: Loudness, target: Target) -> Treatment:
    predicted = measured.true_peak_dbtp + gain
    return Treatment(round(gain, 2), target.mix_peak_dbtp if predicted > target.mix_peak_dbtp else None)
