"""Reference data kept as JSON files beside the room that uses them."""

import json
from functools import cache
from pathlib import Path


@cache
def baca_acuan(berkas):
    """The rows of `{"data": [...]}` in a JSON file, in the order of `urutan`. Read once."""
    baris = json.loads(Path(berkas).read_text(encoding="utf-8"))["data"]
    return sorted(baris, key=lambda b: b.get("urutan", 0))
