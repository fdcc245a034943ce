"""Voice notes are real OGG/Opus; they are decoded, measured, and transcribed in a process of their own."""

import io

import numpy as np
import pytest
import soundfile

from bot.voices import Ear, NotTranscribed
from understanding.voice import RATE, TooLong, answer, decode

STUB = "tests.voice_stub:says_what_stands_in_model"
WORDS = "我家的灯坏了，想请人换一个"


def opus(seconds: float, rate: int = 48_000, loudness: float = 0.5) -> bytes:
    """Return a note as a phone records it."""
    moments = np.arange(int(seconds * rate)) / rate
    sound = io.BytesIO()
    tone = loudness * np.sin(2 * np.pi * 440 * moments)
    soundfile.write(sound, tone.astype("float32"), rate, format="OGG", subtype="OPUS")
    return sound.getvalue()


def test_a_note_of_a_phone_becomes_sixteen_kilohertz_mono() -> None:
    samples = decode(opus(2), 10)
    assert samples.dtype == np.float32
    assert abs(len(samples) - 2 * RATE) < RATE // 10
    assert np.abs(samples).max() > 0.3


def test_a_note_longer_than_the_limit_is_not_decoded_whatever_was_said_about_it() -> None:
    with pytest.raises(TooLong):
        decode(opus(3), 2)


@pytest.mark.parametrize(
    ("sound", "backend", "trouble"),
    [
        (b"no sound at all", STUB, "LibsndfileError"),
        (b"", "a_backend_nobody_wrote", "NoSuchBackend"),
        (b"", "tests.voice_stub:nobody", "NoSuchBackend"),
    ],
)
def test_what_cannot_be_heard_is_named(sound: bytes, backend: str, trouble: str) -> None:
    assert answer(sound, backend, WORDS, 10) == {"trouble": trouble}


async def test_the_child_process_says_what_it_heard() -> None:
    assert await Ear(STUB, WORDS)(opus(1)) == WORDS


async def test_silence_is_nothing_heard() -> None:
    with pytest.raises(NotTranscribed):
        await Ear(STUB, WORDS)(opus(1, loudness=0))


async def test_a_child_that_hangs_is_killed() -> None:
    with pytest.raises(NotTranscribed):
        await Ear("tests.voice_stub:hangs", WORDS, timeout_seconds=0.2)(opus(1))
