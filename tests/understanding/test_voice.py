"""Voice notes are real OGG/Opus; they are decoded, measured, and transcribed in a process of their own."""

import io
import os
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bot.voices import NOTHING_SAID, Ear, NotTranscribed
from tests.voice_backends import SherpaModule, WhisperModule
from understanding.voice import RATE, TooLong, answer, decode, silence

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


@pytest.mark.parametrize(
    ("backend", "folder", "files", "heard"),
    [
        ("sherpa_onnx", "paraformer-zh", ("model.onnx", "model.int8.onnx"), "paraformer model.int8.onnx tokens.txt"),
        ("sherpa_onnx", "sense-voice", ("model.onnx",), "sense voice model.onnx tokens.txt zh"),
        ("faster_whisper", "small", ("model.bin",), "cpu int8 zh 1"),
    ],
)
def test_each_backend_loads_what_is_in_its_folder(
    backend: str, folder: str, files: tuple[str, ...], heard: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sherpa_onnx", SherpaModule("sherpa_onnx"))
    monkeypatch.setitem(sys.modules, "faster_whisper", WhisperModule("faster_whisper"))
    model = tmp_path / folder
    model.mkdir()
    for name in (*files, "tokens.txt"):
        (model / name).touch()
    assert answer(opus(1), backend, str(model), 10) == {"text": heard}


@pytest.mark.parametrize("backend", ["sherpa_onnx", "faster_whisper"])
def test_a_model_that_is_not_there_is_named_and_never_fetched(backend: str, tmp_path: Path) -> None:
    assert answer(opus(1), backend, str(tmp_path / "small"), 10) == {"trouble": "NoSuchModel"}


REAL = os.environ.get("YINLING_TEST_SPEECH", "")


@pytest.mark.skipif(not REAL, reason="no speech model here: set YINLING_TEST_SPEECH=backend=folder to try one")
async def test_a_real_backend_hears_nothing_in_silence_and_does_not_fail() -> None:
    backend, _, model = REAL.partition("=")
    with pytest.raises(NotTranscribed, match=NOTHING_SAID):
        await Ear(backend, model)(silence())
