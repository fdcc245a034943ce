"""One figure as it is printed: a value beside its anchor, measured in the same run."""

from typing import Any

Figure = dict[str, Any]


def figure(name: str, value: float, unit: str, anchor: str, anchor_value: float) -> Figure:
    """Return the line; `ratio` is value over anchor, whichever way round is better."""
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "anchor": anchor,
        "anchor_value": round(anchor_value, 3),
        "ratio": round(value / anchor_value, 3) if anchor_value else None,
    }
