"""A paper that no longer stands says so on every page; what was issued stays byte for byte."""

import hashlib
import io

import pytest
from pypdf import PdfReader

from eregistrasi.alat.tests.baca import perlu_pango
from laporan import alur, cetak
from laporan.bahan_contoh import contoh_peserta
from laporan.tests.test_alur import isian
from pelatihan import kendali, penghentian
from pelatihan.sop import Tahap

pytestmark = [pytest.mark.django_db, perlu_pango]


def buka(isi):
    return PdfReader(io.BytesIO(isi))


def kata(isi):
    """The words of each page, in a row."""
    return [" ".join(h.extract_text().split()) for h in buka(isi).pages]


def diganti(p, citra, budi):
    """Version 1 goes back and version 2 takes its place; returns version 1."""
    alur.kembalikan(p, oleh=citra, versi=1, catatan="Lengkapi saran.")
    alur.ajukan(p, oleh=budi, isian=isian(tanggapan="Sudah."))
    return p.laporan.get(versi=1)


@pytest.mark.parametrize("bertag", [200, 5])
def test_a_replaced_version_is_marked_on_every_page_and_kept_as_it_was(
    bertag, monkeypatch, client, pelatihan_di, citra, budi
):
    """Laid out as one, and with the attachments drawn behind the chapters on broad pages."""
    monkeypatch.setattr(cetak, "BERTAG_MAKS", bertag)
    p = pelatihan_di(Tahap.PEMERIKSAAN, peserta=contoh_peserta(8))
    client.force_login(citra)
    alamat = p.laporan.get().pdf.get_absolute_url()
    asli = client.get(alamat).content

    laporan = diganti(p, citra, budi)

    salinan = client.get(alamat)
    assert "TIDAK_BERLAKU_Laporan" in salinan["Content-Disposition"]
    tanda = "TIDAK BERLAKU Digantikan oleh dokumen yang lebih baru"
    assert [tanda in h for h in kata(salinan.content)] == [True] * len(buka(asli).pages)
    assert all(
        lama[:200] in baru for lama, baru in zip(kata(asli), kata(salinan.content), strict=1)
    )
    assert buka(salinan.content).metadata.title.startswith("TIDAK BERLAKU: Laporan")
    assert list(buka(salinan.content).attachments) == list(buka(asli).attachments)
    assert client.get(alamat).content == salinan.content

    # what was issued: the same bytes under the same hash, for whoever may see the case
    assert client.get(f"{alamat}?asli=1").content == asli
    assert laporan.pdf.sha256 == hashlib.sha256(asli).hexdigest()
    halaman = client.get(f"/pelatihan/{p.kode}/laporan/").content.decode()
    assert f"{alamat}?asli=1" in halaman
    buku = client.get(laporan.xlsx.get_absolute_url())
    assert "TIDAK_BERLAKU_" in buku["Content-Disposition"]
    assert not any("TIDAK BERLAKU" in h for h in kata(client.get(_kini(p)).content))


def _kini(p):
    return p.laporan.terbaru().pdf.get_absolute_url()


def test_the_papers_of_a_cancelled_training_do_not_stand(client, pelatihan_di, ratna):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    penghentian.batalkan(p, oleh=ratna, alasan="Anggaran belum tersedia.")
    catatan = kendali.terbitkan(p, oleh=ratna)
    client.force_login(ratna)
    for d in p.dokumen.exclude(jenis="laporan_xlsx").exclude(pk=catatan.pk):
        isi = client.get(d.get_absolute_url()).content
        assert all("TIDAK BERLAKU Pelatihan dibatalkan" in h for h in kata(isi)), d
    # the record of how it went is as true as ever
    assert "TIDAK BERLAKU" not in kata(client.get(catatan.get_absolute_url()).content)[0]


def test_a_draft_says_so_on_every_page(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(8))
    client.force_login(budi)
    isi = client.post(f"/pelatihan/{p.kode}/laporan/pratinjau/", {"saran": "Lebih awal."}).content
    halaman = kata(isi)
    assert len(halaman) > 1
    assert all(h.endswith("DRAF") for h in halaman)
