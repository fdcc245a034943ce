"""What we use of two transcribers, with the names of their parameters: a call they would refuse fails here, too."""
# ruff: noqa: ARG002, ARG003 - the names are what is tried

from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from understanding.voice import RATE, Samples


class SherpaModule(ModuleType):
    """What we use of sherpa_onnx 2.0, with the names of its parameters."""

    class OfflineRecognizer:
        def __init__(self, heard: str) -> None:
            self.heard = heard

        @classmethod
        def from_paraformer(
            cls, paraformer: str, tokens: str, num_threads: int = 1
        ) -> "SherpaModule.OfflineRecognizer":
            return cls(f"paraformer {Path(paraformer).name} {Path(tokens).name}")

        @classmethod
        def from_sense_voice(
            cls, model: str, tokens: str, num_threads: int = 1, language: str = "", use_itn: bool = False
        ) -> "SherpaModule.OfflineRecognizer":
            return cls(f"sense voice {Path(model).name} {Path(tokens).name} {language}")

        def create_stream(self, hotwords: str | None = None) -> Any:
            return SimpleNamespace(
                result=SimpleNamespace(text=""),
                accept_waveform=lambda sample_rate, waveform: len(waveform) / sample_rate,
            )

        def decode_stream(self, s: Any) -> None:
            s.result.text = self.heard


class WhisperModule(ModuleType):
    """What we use of faster_whisper 1.2, with the names of its parameters."""

    class WhisperModel:
        def __init__(
            self, model_size_or_path: str, device: str = "auto", compute_type: str = "default", cpu_threads: int = 0
        ) -> None:
            self.said = f"{device} {compute_type}"

        def transcribe(
            self, audio: Samples, language: str | None = None, beam_size: int = 5, initial_prompt: str | None = None
        ) -> tuple[Any, Any]:
            return (SimpleNamespace(text=each) for each in (self.said, f" {language} {len(audio) / RATE:.0f}")), None
