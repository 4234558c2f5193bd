"""The SOP's table against what is written about it elsewhere."""

import json
from pathlib import Path

from django.conf import settings

from pelatihan.sop import BARIS_SOP, HENTI, NOMOR_TAHAP, PEMEGANG, SOP, Tahap


def test_the_readme_draws_the_sop_as_it_is():
    garis = [
        f"    {dari} --> {langkah.ke or dari}: {langkah.nomor} {aksi.label} ({langkah.peran.label})"
        for aksi, langkah in SOP.items()
        for dari in Tahap
        if dari in langkah.dari
    ]
    gambar = "\n".join(["stateDiagram-v2", *garis])
    assert gambar in (settings.BASE_DIR / "README.md").read_text(), f"Paste this:\n{gambar}"


def test_the_rows_are_those_of_the_signed_sop():
    acuan = json.loads((Path(__file__).parents[1] / "acuan/sop.json").read_text())
    tertulis = [
        (b["no"], b["waktu_menit"], b["kelengkapan"], b["output"]) for b in acuan["langkah"]
    ]
    assert [(b.nomor, b.menit, b.kelengkapan, b.output) for b in BARIS_SOP] == tertulis
    assert sum(b.menit for b in BARIS_SOP) == 155


def test_every_stage_has_its_step_and_every_open_stage_its_desk():
    assert set(NOMOR_TAHAP) == set(Tahap)
    assert set(PEMEGANG) == set(Tahap) - {Tahap.SELESAI, *HENTI}
