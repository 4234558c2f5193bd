"""Step 3: a staged spreadsheet becomes participants, all of its good rows or none, once."""

from typing import NamedTuple

from django.utils import timezone

from eregistrasi.alat.statistik import kenali
from pekerjaan import kemajuan
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import Aksi, Tahap
from peserta.alur import GANTI_SUREL, undang_lagi
from peserta.banding import BARU, BERUBAH, GANDA, SALAH, bandingkan
from peserta.models import Konfirmasi, Peserta, Unggahan
from peserta.pemulihan import pulihkan
from peserta.semula import semula, sidik
from peserta.susulan import undang_atau_minta

POTONG = 500  # people who are written at once


class Tersimpan(NamedTuple):
    """What saving did.

    baru, berubah, aktif  how many people were added, updated, taken back onto the list
    kirim_ulang           to how many of the updated the invitation goes anew
    batal                 how many rows speak of somebody who stays off the list
    tertolak              how many rows are left for their owner to mend
    """

    baru: int
    berubah: int
    kirim_ulang: int
    aktif: int = 0
    batal: int = 0
    tertolak: int = 0


def simpan(unggahan, *, oleh, aktifkan=()):
    """Add the new people of a staged spreadsheet and update the changed ones.

    Every row is compared again with the list as it is now, under the lock of the case file; what
    the owner of the preview cannot have seen is not overwritten. What the updated were like before
    is kept with the file, so that `urungan` can take it back.

    aktifkan  numbers of the rows whose cancelled person comes back onto the list
    Returns a `Tersimpan`.
    """
    with langkah(unggahan.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        berkas = Unggahan.objects.siap().select_for_update().filter(pk=unggahan.pk, oleh=oleh)
        berkas = berkas.first()
        if berkas is None:
            raise LangkahDitolak(
                "Pratinjau ini sudah disimpan atau telah kedaluwarsa. Unggah kembali berkasnya."
            )
        putusan = bandingkan(
            p, berkas.hasil["baris"], sejak=berkas.dibuat_pada, aktifkan=frozenset(aktifkan)
        )
        tersimpan = _laksanakan(p, berkas, putusan)
        p.tindakan = f"{_perbuatan(tersimpan)} dari berkas {berkas.nama_berkas}"
    return tersimpan


def _laksanakan(pelatihan, berkas, putusan):
    lama = [x for x in putusan if x.jenis == BERUBAH]
    baru = [x.peserta for x in putusan if x.jenis == BARU]
    perubahan = {"lama": [semula(x) for x in lama]}
    tersimpan = Tersimpan(
        baru=_tambah(pelatihan, berkas, baru, oleh=berkas.oleh),
        berubah=_perbarui([x for x in lama if x.perubahan]),
        kirim_ulang=_undang_ulang(pelatihan, [x for x in lama if x.ganti_surel]),
        aktif=_aktifkan(pelatihan, [x.peserta for x in lama if x.aktifkan]),
        batal=sum(x.batal for x in putusan),
        tertolak=sum(x.jenis in (SALAH, GANDA) for x in putusan),
    )
    berkas.perubahan = perubahan | {"baru": [[o.pk, sidik(o)] for o in baru]}
    berkas.disimpan_pada = timezone.now()
    berkas.jumlah_baru, berkas.jumlah_berubah = tersimpan.baru, len(lama)
    berkas.save(update_fields=["disimpan_pada", "jumlah_baru", "jumlah_berubah", "perubahan"])
    return tersimpan


def _perbuatan(tersimpan):
    bagian = [
        kata.format(n)
        for kata, n in (
            ("mengimpor {} peserta", tersimpan.baru),
            ("memperbarui data {} peserta", tersimpan.berubah),
            ("mengaktifkan kembali {} kepesertaan", tersimpan.aktif),
        )
        if n
    ]
    if not bagian:
        return "mengimpor 0 peserta"
    awal = ", ".join(bagian[:-1])
    return f"{awal}{',' if len(bagian) > 2 else ''} dan {bagian[-1]}" if awal else bagian[-1]


def _tambah(pelatihan, berkas, baru, *, oleh):
    for peserta in baru:
        peserta.pelatihan, peserta.asal = pelatihan, berkas
    for potong in kemajuan.berpotong(baru, POTONG, "Menyimpan", "peserta"):
        Peserta.objects.bulk_create(potong)
    kenali(len(baru), Peserta)
    if pelatihan.tahap == Tahap.REGISTRASI:
        undang_atau_minta(pelatihan, baru, oleh=oleh)
    return len(baru)


def _perbarui(putusan):
    for x in putusan:
        for nama, nilai in x.perubahan.items():
            setattr(x.peserta, nama, nilai)
    tulis_kolom([x.peserta for x in putusan], {nama for x in putusan for nama in x.perubahan})
    return len(putusan)


def tulis_kolom(peserta, kolom):
    """One statement for all: an upsert on the key writes these columns and no others."""
    if peserta:
        Peserta.objects.bulk_create(
            peserta,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*sorted(kolom), "diubah_pada"],
        )


def _undang_ulang(pelatihan, putusan):
    """Whoever has answered in the meantime is left alone. Returns how many letters were written."""
    if pelatihan.tahap != Tahap.REGISTRASI or not putusan:
        return 0
    peserta = {x.peserta.pk: x.peserta for x in putusan if not x.aktifkan}
    konfirmasi = list(
        Konfirmasi.objects.select_for_update()
        .filter(peserta__in=peserta, jawaban_kini="")
        .order_by("pk")
    )
    for k in konfirmasi:
        k.peserta = peserta[k.peserta_id]
    return undang_lagi(pelatihan, konfirmasi, GANTI_SUREL)


def _aktifkan(pelatihan, orang):
    if orang:
        pulihkan(pelatihan, orang)
    return len(orang)
