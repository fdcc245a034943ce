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
Samples = NDArray[np.float32]
Transcriber = Callable[[Samples], str]
Loader = Callable[[str], Transcriber]


class NoSuchBackend(ValueError):
    """No transcriber of this name, or its library is not installed."""


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
    """Load a SenseVoice or Paraformer directory, told apart by what their tokens file stands beside."""
    sherpa: Any = importlib.import_module("sherpa_onnx")
    here = Path(model)
    weights = next(iter(sorted(here.glob("*.int8.onnx")) or sorted(here.glob("*.onnx"))), here / "model.onnx")
    kinds: dict[bool, Callable[..., Any]] = {
        True: sherpa.OfflineRecognizer.from_paraformer,
        False: sherpa.OfflineRecognizer.from_sense_voice,
    }
    is_paraformer = "paraformer" in here.name.lower()
    name = "paraformer" if is_paraformer else "model"
    recognizer = kinds[is_paraformer](**{name: str(weights)}, tokens=str(here / "tokens.txt"), num_threads=1)

    def hear(samples: Samples) -> str:
        stream = recognizer.create_stream()
        stream.accept_waveform(RATE, samples)
        recognizer.decode_stream(stream)
        return str(stream.result.text)

    return hear


def _faster_whisper(model: str) -> Transcriber:
    whisper: Any = importlib.import_module("faster_whisper")
    loaded = whisper.WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1)

    def hear(samples: Samples) -> str:
        pieces, _ = loaded.transcribe(samples, language="zh", beam_size=1)
        return "".join(piece.text for piece in pieces)

    return hear


BACKENDS: dict[str, Loader] = {"sherpa_onnx": _sherpa_onnx, "faster_whisper": _faster_whisper}


def answer(sound: bytes, backend: str, model: str, longest_seconds: int) -> dict[str, str]:
    """Return the words, or the name of what was in the way."""
    try:
        return {"text": transcriber(backend, model)(decode(sound, longest_seconds)).strip()}
    except (NoSuchBackend, TooLong, soundfile.LibsndfileError) as trouble:
        return {"trouble": type(trouble).__name__}


if __name__ == "__main__":
    _, chosen, where, seconds = sys.argv
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(), chosen, where, int(seconds)), ensure_ascii=False))
