"""A voice note into words: decoded from OGG/Opus, brought to 16 kHz mono, and handed to a transcriber.

`python -m understanding.voice BACKEND MODEL SECONDS < note.ogg` writes one JSON line; it runs in a process of its own,
because a transcriber holds a core and hundreds of megabytes, and may hang. A backend is one of the table's names or
`module:function`, a function of the model's path that returns a transcriber.
"""

import importlib
import io
import json
import sys
from collections.abc import Callable
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

RATE = 16_000
# Whisper writes in the characters it has just read, and takes commas and full stops over from them.
SIMPLIFIED = "以下是普通话的句子，用简体字。"
Samples = NDArray[np.float32]
Transcriber = Callable[[Samples], str]
Loader = Callable[[str], Transcriber]


class NoSuchBackend(ValueError):
    """No transcriber of this name, or its library is not installed."""


class NoSuchModel(ValueError):
    """The folder of the model is not there, or lacks a file."""


class TooLong(ValueError):
    """The sound is longer than what is transcribed."""


def decode(sound: bytes, longest_seconds: int) -> Samples:
    """Return mono samples at 16 kHz. Raises `TooLong`, whatever the messenger said about the length."""
    with soundfile.SoundFile(io.BytesIO(sound)) as note:
        rate = note.samplerate
        if note.frames > longest_seconds * rate:
            raise TooLong(f"over {longest_seconds} s")
        mono = np.asarray(note.read(dtype="float32", always_2d=True).mean(axis=1), dtype=np.float32)
    if rate == RATE:
        return mono
    common = gcd(RATE, rate)
    return np.asarray(resample_poly(mono, RATE // common, rate // common), dtype=np.float32)


def silence() -> bytes:
    """Return a second of nothing as a phone would record it, to try an ear with."""
    note = io.BytesIO()
    soundfile.write(note, np.zeros(RATE, dtype=np.float32), RATE, format="OGG", subtype="OPUS")
    return note.getvalue()


def transcriber(backend: str, model: str) -> Transcriber:
    """Load the backend with its model."""
    try:
        if ":" in backend:
            module, function = backend.split(":", 1)
            loaded: Transcriber = getattr(importlib.import_module(module), function)(model)
            return loaded
        return BACKENDS[backend](model)
    except (KeyError, ImportError, AttributeError) as missing:
        raise NoSuchBackend(backend) from missing


def _sherpa_onnx(model: str) -> Transcriber:
    """Load a Paraformer directory, told by its name, or a SenseVoice one, which writes digits and full stops."""
    here = Path(model)
    weights = sorted(here.glob("*.int8.onnx")) or sorted(here.glob("*.onnx"))
    tokens = here / "tokens.txt"
    if not weights or not tokens.exists():
        raise NoSuchModel(model)
    sherpa: Any = importlib.import_module("sherpa_onnx")
    common = {"tokens": str(tokens), "num_threads": 1}
    if "paraformer" in here.name.lower():
        recognizer = sherpa.OfflineRecognizer.from_paraformer(paraformer=str(weights[0]), **common)
    else:
        recognizer = sherpa.OfflineRecognizer.from_sense_voice(
            model=str(weights[0]), language="zh", use_itn=True, **common
        )

    def hear(samples: Samples) -> str:
        stream = recognizer.create_stream()
        stream.accept_waveform(RATE, samples)
        recognizer.decode_stream(stream)
        return str(stream.result.text)

    return hear


def _faster_whisper(model: str) -> Transcriber:
    """Load a converted Whisper directory; a model's bare name would be fetched from abroad within the time-out."""
    if not (Path(model) / "model.bin").exists():
        raise NoSuchModel(model)
    whisper: Any = importlib.import_module("faster_whisper")
    loaded = whisper.WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1)

    def hear(samples: Samples) -> str:
        pieces, _ = loaded.transcribe(samples, language="zh", beam_size=1, initial_prompt=SIMPLIFIED)
        return "".join(piece.text for piece in pieces)

    return hear


BACKENDS: dict[str, Loader] = {"sherpa_onnx": _sherpa_onnx, "faster_whisper": _faster_whisper}


def answer(sound: bytes, backend: str, model: str, longest_seconds: int) -> dict[str, str]:
    """Return the words, or the name of what was in the way."""
    try:
        return {"text": transcriber(backend, model)(decode(sound, longest_seconds)).strip()}
    except (NoSuchBackend, NoSuchModel, TooLong, soundfile.LibsndfileError) as trouble:
        return {"trouble": type(trouble).__name__}


if __name__ == "__main__":
    _, chosen, where, seconds = sys.argv
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(), chosen, where, int(seconds)), ensure_ascii=False))
