"""Every paper of the six steps, held against the rules of PDF/UA by a checker of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from eregistrasi.alat.tests.baca import perlu_pango
from pelatihan import kendali, terbitan
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap


@perlu_pango
def test_every_paper_passes_the_checker_of_accessible_pdfs(pelatihan_di, ratna, tmp_path):
    pytest.importorskip("outloud", reason="pemeriksa PDF/UA (outloud) tidak terpasang")
    p = pelatihan_di(Tahap.SELESAI)
    kendali.terbitkan(p, oleh=ratna)
    kertas = p.dokumen.exclude(jenis=Dokumen.Jenis.LAPORAN_XLSX)
    for d in kertas:
        (tmp_path / f"{d.jenis}-{d.pk}.pdf").write_bytes(terbitan.isi(d))
    Dokumen.objects.filter(pk=kertas.get(jenis="laporan").pk).update(status="digantikan")
    salinan, _ = terbitan.isi_tampak(kertas.get(jenis="laporan"))
    (tmp_path / "salinan.pdf").write_bytes(salinan)

    hasil = subprocess.run(
        [
            Path(sys.executable).parent / "outloud",
            "--fail-on",
            "warning",
            "--skip",
            "ORD-001",  # WeasyPrint paints the labels of a list last; what is read out is in order
            *sorted(tmp_path.iterdir()),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert {d.jenis for d in kertas} == set(Dokumen.Jenis.values) - {Dokumen.Jenis.LAPORAN_XLSX}
    assert hasil.returncode == 0, hasil.stdout
    assert f"{len(kertas) + 1} file(s):" in hasil.stdout
    assert "0 fail, 0 unreadable" in hasil.stdout
