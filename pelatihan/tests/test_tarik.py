"""A sheet is taken back: unread at once, read with a reason that its reader is told."""

import io

import pytest
from pypdf import PdfReader

from eregistrasi.alat.simpanan import sidik
from eregistrasi.alat.tests.baca import perlu_pango
from laporan.bahan_contoh import isian_lengkap
from pelatihan import penugasan, persiapan
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Dokumen, Pelatihan
from pelatihan.sop import Tahap
from surel.models import Status, Surel

pytestmark = pytest.mark.django_db


def pdf_teks(isi):
    return "".join(h.extract_text() for h in PdfReader(io.BytesIO(isi)).pages)


def test_an_unread_sheet_is_withdrawn_and_its_letter_held_back(client, pelatihan_di, ratna, citra):
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    lembar = p.disposisi.get()
    client.force_login(ratna)

    client.post(f"{lembar.get_absolute_url()}tarik/")

    p.refresh_from_db()
    lembar.refresh_from_db()
    assert p.tahap == Tahap.DISPOSISI_KEPALA
    assert lembar.penerima.get().status[0] == "Ditarik Kembali"
    assert lembar.dokumen.status == Dokumen.Status.DIBATALKAN
    assert Surel.objects.get().status == Status.DITAHAN
    client.force_login(citra)
    assert client.get(p.get_absolute_url()).status_code == 404


@perlu_pango
def test_a_withdrawn_sheet_says_across_that_it_does_not_stand(client, pelatihan_di, ratna):
    lembar = pelatihan_di(Tahap.DISPOSISI_KETUA).disposisi.get()
    penugasan.tarik(lembar, oleh=ratna)
    client.force_login(ratna)
    salinan = client.get(lembar.dokumen.get_absolute_url())
    assert "TIDAK_BERLAKU_Lembar_Disposisi" in salinan["Content-Disposition"]
    assert "TIDAK BERLAKU Dibatalkan" in " ".join(pdf_teks(salinan.content).split())
    asli = client.get(f"{lembar.dokumen.get_absolute_url()}?asli=1").content
    assert sidik(asli) == Dokumen.objects.get().sha256  # the paper itself is not touched by it
    assert "TIDAK BERLAKU" not in pdf_teks(asli)


def test_a_sheet_that_was_read_is_taken_back_with_a_reason_that_its_reader_is_told(
    client, pelatihan_di, ratna, citra
):
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    lembar = p.disposisi.get()
    penugasan.baca(lembar, oleh=citra)
    client.force_login(ratna)
    alamat = f"{lembar.get_absolute_url()}tarik/"

    tanpa = client.post(alamat, {"alasan": " "})

    assert tanpa.status_code == 422
    assert "Alasan wajib diisi." in tanpa.content.decode()
    p.refresh_from_db()
    assert p.tahap == Tahap.DISPOSISI_KETUA

    client.post(alamat, {"alasan": "Nota dinas diganti"})

    p.refresh_from_db()
    assert p.tahap == Tahap.DISPOSISI_KEPALA
    surat = Surel.objects.get(jenis="disposisi_ditarik")
    assert surat.kepada == citra.email
    assert "dengan alasan: Nota dinas diganti. Disposisi tersebut" in surat.teks
    assert p.jejak.last().catatan == "Nota dinas diganti"


def test_the_second_sheet_is_withdrawn_while_budi_has_not_begun(pelatihan_di, citra, budi):
    p = pelatihan_di(Tahap.PENYIAPAN)
    penugasan.tarik(p.disposisi.get(tingkat=2), oleh=citra)
    p.refresh_from_db()
    assert p.tahap == Tahap.DISPOSISI_KETUA
    assert not Pelatihan.objects.terlihat_oleh(budi).exists()


def test_who_acts_on_a_sheet_has_read_it(pelatihan_di, citra, budi):
    p = pelatihan_di(Tahap.PENYIAPAN)
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))

    with pytest.raises(LangkahDitolak, match="sudah dibaca"):
        penugasan.tarik(p.disposisi.get(tingkat=2), oleh=citra)
