"""CPU per sentence and memory of the understanding layer, beside jionlp on the same sentences in the same run."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator

from understanding.labelled import read_corpus

_LIMIT_MS, _LIMIT_MIB = 10.0, 150.0
_OURS = """
import json, sys, time
from understanding.labelled import SAID_AT
from understanding.reader import Reader
texts = json.load(sys.stdin)
reader = Reader()
for text in texts[:50]:
    reader.read(text, SAID_AT)
start = time.process_time()
for text in texts:
    reader.read(text, SAID_AT)
spent = time.process_time() - start
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps({"ms": spent / len(texts) * 1000, "mib": peak}))
"""
_ANCHOR = """
import contextlib, json, os, sys, time
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
    import jionlp
    from understanding.labelled import SAID_AT
    texts = json.load(sys.stdin)
    base = SAID_AT.timestamp()
    def read(text):
        with contextlib.suppress(Exception):
            jionlp.ner.extract_time(text, time_base=base)
        with contextlib.suppress(Exception):
            jionlp.parse_location(text)
    for text in texts[:20]:
        read(text)
    start = time.process_time()
    for text in texts:
        read(text)
    spent = time.process_time() - start
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps({"ms": spent / len(texts) * 1000, "mib": peak}))
"""


def _measured(code: str, sentences: str) -> dict[str, float] | None:
    """What the child tells; None when it cannot run here, as without the anchor's package.

    It is handed the sentences: with the whole corpus in its memory that would be measured, too. Its peak is that of its
    own memory (VmHWM): `ru_maxrss` would begin with that of this process, from which it was forked.
    """
    done = subprocess.run(  # noqa: S603 - our own two snippets
        [sys.executable, "-c", code], input=sentences, capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode:
        sys.stderr.write(done.stderr[-400:] + "\n")
        return None
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def figures() -> Iterator[dict[str, object]]:
    """Without jionlp, which only a bench wants, the anchor is null; the limit promised to users stands beside it."""
    sentences = json.dumps([one.text for one in read_corpus() if one.is_held_out])
    ours = _measured(_OURS, sentences)
    anchor = _measured(_ANCHOR, sentences) if importlib.util.find_spec("jionlp") else None
    if ours is None:
        raise RuntimeError("the understanding layer could not be measured")
    for name, key, unit, limit in (
        ("understanding: CPU per sentence", "ms", "ms", _LIMIT_MS),
        ("understanding: memory", "mib", "MiB", _LIMIT_MIB),
    ):
        yield {
            "name": name,
            "value": round(ours[key], 3),
            "unit": unit,
            "limit": limit,
            "anchor": "jionlp: times and places alone" if anchor else None,
            "anchor_value": round(anchor[key], 3) if anchor else None,
            "ratio": round(ours[key] / anchor[key], 4) if anchor else None,
        }


if __name__ == "__main__":
    for figure in figures():
        print(json.dumps(figure, ensure_ascii=False))
