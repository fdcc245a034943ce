"""An explanation as text and back: what a transfer keeps, so that 这 5 分哪来的 can be answered for ever."""

import json
from dataclasses import asdict

from domain.timebank import Activity, Explanation, Limit


def explanation_text(explanation: Explanation) -> str:
    return json.dumps(asdict(explanation), ensure_ascii=False, separators=(",", ":"))


def explanation_from(text: str) -> Explanation:
    facts = json.loads(text)
    facts["activity"] = Activity(facts["activity"])
    facts["limits"] = tuple(Limit(limit) for limit in facts["limits"])
    return Explanation(**facts)
