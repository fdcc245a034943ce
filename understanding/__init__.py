"""Free text (and voice) to intent and slots."""

import os

# pypinyin reads this when it is imported. We ask it for single letters; its phrases would take 40 MB and half a second.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
