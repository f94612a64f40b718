"""The demo's sounds, computed: a bell, a river, glass music and a furnace. Mono, 48 kHz, 16 bits."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE_HZ: Final = 48_000

Samples = NDArray[np.float64]


def bell() -> Samples:
    """A great bell, struck four times: the partials of a minor-third bell whose strike note is E."""
    partials = (  # ratio to the strike note, loudness, seconds until it has fallen to a third
        (0.5, 0.7, 9.0),
        (1.0, 0.9, 5.5),
        (1.2, 1.0, 4.5),
        (1.5, 0.5, 3.2),
        (2.0, 0.9, 2.6),
        (2.5, 0.35, 1.7),
        (2.66, 0.3, 1.5),
        (3.0, 0.25, 1.2),
        (4.0, 0.2, 0.7),
        (5.33, 0.1, 0.4),
    )
    sound = np.zeros(22 * RATE_HZ)
    for strike, loud in ((0.2, 1.0), (4.6, 0.85), (9.0, 0.95), (13.4, 0.8)):
        time = _time(22 - strike)
        tone = sum(
            weight * np.exp(-time / fall) * (np.sin(2 * np.pi * 164.8 * ratio * time) + _beat(time, ratio))
            for ratio, weight, fall in partials
        )
        start = round(strike * RATE_HZ)
        sound[start : start + len(time)] += loud * np.minimum(time / 0.004, 1) * tone
    return _finished(sound, fade_s=3)


def water() -> Samples:
    """A shallow river below stone arches: noise that rises and falls, with single drops."""
    random, time = np.random.default_rng(7), _time(20)
    rush = _band(random.standard_normal(len(time)), 250, 1400) * (1 + 0.3 * np.sin(2 * np.pi * 0.13 * time))
    ripple = _band(random.standard_normal(len(time)), 1500, 5200)
    ripple *= 0.5 + 0.5 * np.sin(2 * np.pi * 0.31 * time + np.sin(2 * np.pi * 0.07 * time) * 3)
    sound = rush + 0.5 * ripple
    for start in random.uniform(0, 19.5, 70):
        drop = _time(0.12)
        pitch = random.uniform(500, 1500)
        plop = np.sin(2 * np.pi * (pitch * drop + 2200 * drop**2)) * np.exp(-drop / 0.022)
        at = round(start * RATE_HZ)
        sound[at : at + len(drop)] += random.uniform(0.2, 0.7) * plop
    return _finished(sound, fade_s=2)


def stars() -> Samples:
    """Slow chords on glasses that are rubbed at their rims."""
    sound = np.zeros(26 * RATE_HZ)
    chords = ((0, 4, 7, 11), (-3, 0, 4, 9), (-5, 2, 5, 9), (-1, 4, 7, 14), (0, 7, 12, 16))
    for number, chord in enumerate(chords):
        for voice, step in enumerate(chord):
            start = number * 4.6 + voice * 0.55
            time = _time(min(6.0, 26 - start))
            swell = np.minimum(time / 1.1, 1) ** 2 * np.exp(-np.maximum(time - 1.6, 0) / 1.7)
            pitch = 392 * 2 ** (step / 12)
            wobble = 1 + 0.0015 * np.sin(2 * np.pi * 5.1 * time)
            tone = np.sin(2 * np.pi * pitch * time * wobble) + 0.22 * np.sin(4 * np.pi * pitch * time)
            at = round(start * RATE_HZ)
            sound[at : at + len(time)] += swell * tone
    return _finished(sound, fade_s=3)


def furnace() -> Samples:
    """A roaring fire with crackling embers."""
    random, time = np.random.default_rng(11), _time(18)
    roar = _band(random.standard_normal(len(time)), 40, 260) * (1 + 0.25 * np.sin(2 * np.pi * 0.9 * time))
    hiss = 0.25 * _band(random.standard_normal(len(time)), 900, 3000)
    sound = roar + hiss
    for start in random.uniform(0, 17.8, 160):
        crack = _time(0.03)
        at = round(start * RATE_HZ)
        burst = random.standard_normal(len(crack)) * np.exp(-crack / 0.004)
        sound[at : at + len(crack)] += random.uniform(0.3, 1.6) * burst
    return _finished(sound, fade_s=2)


SOUNDS: Final[dict[str, Callable[[], Samples]]] = {"bell": bell, "water": water, "stars": stars, "furnace": furnace}


def as_wav(samples: Samples) -> bytes:
    """The samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples * 32_000).astype("<i2").tobytes())
    return out.getvalue()


def _time(seconds: float) -> Samples:
    return np.arange(round(seconds * RATE_HZ)) / RATE_HZ


def _beat(time: Samples, ratio: float) -> Samples:
    """The second, slightly lower tone of each partial, which makes a bell swell and fade."""
    slightly_lower: Samples = 0.4 * np.sin(2 * np.pi * (164.8 * ratio - 0.45) * time)
    return slightly_lower


def _band(noise: Samples, low_hz: float, high_hz: float) -> Samples:
    """Only the frequencies between the two, at a loudness of 1."""
    spectrum = np.fft.rfft(noise)
    pitch = np.fft.rfftfreq(len(noise), 1 / RATE_HZ)
    spectrum *= np.exp(
        -((np.log2(np.maximum(pitch, 1) / np.sqrt(low_hz * high_hz)) / np.log2(high_hz / low_hz)) ** 2) * 4
    )
    filtered = np.fft.irfft(spectrum, len(noise))
    level: Samples = filtered / np.sqrt(np.mean(filtered**2))
    return level


def _finished(sound: Samples, fade_s: float) -> Samples:
    length = round(fade_s * RATE_HZ)
    sound[:2400] *= np.linspace(0, 1, 2400)
    sound[-length:] *= np.linspace(1, 0, length) ** 2
    peak: Samples = sound / np.max(np.abs(sound)) * 0.9
    return peak
