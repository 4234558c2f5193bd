"""An answer is written before the lock is taken: nothing that changes meanwhile is lost on it."""

import datetime as dt

import pytest
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.models import DataDukung, Dokumen, Narahubung, Pelatihan
from pelatihan.sop import Tahap
from peserta import jawaban, penerbitan
from peserta.models import BuktiRegistrasi, Konfirmasi, Peserta
from peserta.tests.pengunjung import undangan
from surel.models import Surel

pytestmark = pytest.mark.django_db
BESOK = (timezone.now() + dt.timedelta(days=1)).replace(microsecond=0)


@pytest.fixture
def sari(pelatihan_di):
    return undangan(pelatihan_di(Tahap.REGISTRASI))[0]


@pytest.fixture
def sela(monkeypatch):
    """Let something happen after the letter is written and before the lock is taken."""
    asli, sekali = penerbitan.naskah, []

    def pasang(perbuatan):
        def naskah(*args, **lain):
            hasil = asli(*args, **lain)
            if not sekali:
                sekali.append(perbuatan())
            return hasil

        monkeypatch.setattr(penerbitan, "naskah", naskah)

    return pasang


@pytest.mark.parametrize(
    ("perbuatan", "tampak"),
    [
        (
            lambda: Peserta.objects.update(jabatan="Kepala Bidang"),
            lambda r: r["peserta"]["jabatan"] == "Kepala Bidang",
        ),
        (
            lambda: Pelatihan.objects.update(tempat="Aula Lantai 3"),
            lambda r: r["pelatihan"]["tempat"] == "Aula Lantai 3",
        ),
        (
            lambda: Narahubung.objects.update(nama="Wayan Sudarma"),
            lambda r: r["narahubung"][0]["nama"] == "Wayan Sudarma",
        ),
        (
            lambda: DataDukung.objects.update(nama="Surat Tugas Baru"),
            lambda r: {d["nama"] for d in r["data_dukung"]} == {"Surat Tugas Baru"},
        ),
        (
            lambda: Konfirmasi.objects.update(batas_sendiri=BESOK),
            lambda r: r["batas_ubah"] == BESOK.isoformat(),
        ),
    ],
    ids=["peserta", "pelatihan", "narahubung", "data dukung", "batas sendiri"],
)
def test_what_changes_before_the_lock_stands_on_the_proof(sari, sela, perbuatan, tampak):
    sela(perbuatan)
    bukti = jawaban.jawab(sari, pilihan="bersedia")
    assert tampak(Dokumen.objects.get(pk=bukti.dokumen_id).rekaman)


def test_where_nothing_changes_it_is_written_once(sari, sela):
    kali = []
    sela(lambda: kali.append(1))
    jawaban.jawab(sari, pilihan="bersedia")
    assert kali == [1]
    sari.refresh_from_db()
    jawaban.jawab(sari, pilihan="tidak_bersedia", alasan="CUTI", dilihat=sari.riwayat.get().pk)
    assert [b.revisi for b in BuktiRegistrasi.objects.order_by("pk")] == [0, 1]


def test_number_letter_paper_and_trail_name_the_same(sari):
    bukti = BuktiRegistrasi.objects.get(pk=jawaban.jawab(sari, pilihan="bersedia").pk)
    urut = Peserta.objects.get(pk=sari.peserta_id).nomor_urut
    assert bukti.nomor.rpartition("/")[2] == f"{urut:04}"
    surel = Surel.objects.get(kunci=f"bukti:{bukti.pk}")
    assert surel.judul == f"[E-Registrasi] Bukti E-Registrasi Nomor {bukti.nomor}"
    assert bukti.dokumen.rekaman["nomor"] == bukti.dokumen.nomor == bukti.nomor
    assert (
        bukti.pelatihan.jejak.get(aksi="jawab").tindakan == f"menyatakan bersedia ({bukti.nomor})"
    )
    assert penerbitan.NOMOR not in f"{surel.teks}{surel.html}{bukti.dokumen.nama_berkas}"


def test_a_name_with_degrees_longer_than_any_column_is_asked_and_answers(pelatihan_di):
    panjang = {
        "nama": "Teuku Muhammad " * 9 + "Syah",
        "gelar_depan": "Prof. Dr. Ir. " * 9 + "H.",
        "gelar_belakang": "S.H., M.H., M.Kn., " * 7 + "Ph.D.",
    }
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[contoh_peserta(1)[0] | panjang])
    konfirmasi = p.peserta.get().konfirmasi
    bukti = jawaban.jawab(konfirmasi, pilihan="bersedia")
    nama = konfirmasi.peserta.nama_lengkap
    assert len(nama) > 300
    assert set(Surel.objects.filter(tautan=f"konfirmasi:{konfirmasi.pk}").values_list("nama")) == {
        (nama[:200],)
    }
    assert BuktiRegistrasi.objects.get(pk=bukti.pk).dokumen.rekaman["peserta"]["nama"] == nama
