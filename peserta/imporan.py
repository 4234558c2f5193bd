"""Step 3: a staged spreadsheet becomes participants, all of its good rows or none, once."""

from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import Aksi, Tahap
from peserta.alur import undang
from peserta.banding import BARU, BERUBAH, bandingkan
from peserta.models import Konfirmasi, Peserta, Unggahan
from peserta.surat import kirim_undangan
from surel.kotak import tahan_kunci


class Tersimpan(NamedTuple):
    """How many were added, how many updated, and to how many of these the invitation goes anew."""

    baru: int
    berubah: int
    kirim_ulang: int


def simpan(unggahan, *, oleh):
    """Add the new people of a staged spreadsheet and update the changed ones.

    Every row is compared again with the list as it is now, under the lock of the case file; what
    the owner of the preview cannot have seen is not overwritten. Returns a `Tersimpan`.
    """
    with langkah(unggahan.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        berkas = Unggahan.objects.siap().select_for_update().filter(pk=unggahan.pk, oleh=oleh)
        berkas = berkas.first()
        if berkas is None:
            raise LangkahDitolak(
                "Pratinjau ini sudah disimpan atau telah kedaluwarsa. Unggah kembali berkasnya."
            )
        putusan = bandingkan(p, berkas.hasil["baris"], sejak=berkas.dibuat_pada)
        tersimpan = Tersimpan(
            baru=_tambah(p, [x.peserta for x in putusan if x.jenis == BARU]),
            berubah=_perbarui([x for x in putusan if x.jenis == BERUBAH]),
            kirim_ulang=_undang_ulang(p, [x for x in putusan if x.perlu_kirim_ulang]),
        )
        berkas.disimpan_pada, berkas.jumlah_baru = timezone.now(), tersimpan.baru
        berkas.save(update_fields=["disimpan_pada", "jumlah_baru"])
        p.tindakan = f"{_perbuatan(tersimpan)} dari berkas {berkas.nama_berkas}"
    return tersimpan


def _perbuatan(tersimpan):
    if not tersimpan.berubah:
        return f"mengimpor {tersimpan.baru} peserta"
    if not tersimpan.baru:
        return f"memperbarui data {tersimpan.berubah} peserta"
    return f"mengimpor {tersimpan.baru} peserta dan memperbarui data {tersimpan.berubah} peserta"


def _tambah(pelatihan, baru):
    for peserta in baru:
        peserta.pelatihan = pelatihan
    Peserta.objects.bulk_create(baru)
    if pelatihan.tahap == Tahap.REGISTRASI:
        undang(pelatihan, baru)
    return len(baru)


def _perbarui(putusan):
    """One statement for all: an upsert on the key writes the changed columns and no others."""
    kolom = {nama for x in putusan for nama in x.perubahan}
    for x in putusan:
        for nama, nilai in x.perubahan.items():
            setattr(x.peserta, nama, nilai)
    if putusan:
        Peserta.objects.bulk_create(
            [x.peserta for x in putusan],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*sorted(kolom), "diubah_pada"],
        )
    return len(putusan)


def _undang_ulang(pelatihan, putusan):
    """The same question, under the same link, to the addresses as they are now.

    Whoever has answered in the meantime is left alone. Returns how many letters were written.
    """
    if pelatihan.tahap != Tahap.REGISTRASI or not putusan:
        return 0
    peserta = {x.peserta.pk: x.peserta for x in putusan}
    konfirmasi = list(
        Konfirmasi.objects.select_for_update()
        .filter(peserta__in=peserta, jawaban_kini="")
        .order_by("pk")
    )
    tahan_kunci(
        [f"undangan:{k.pk}:{k.putaran}" for k in konfirmasi],
        "Alamat surel diganti sebelum undangan berangkat.",
    )
    Konfirmasi.objects.filter(pk__in=[k.pk for k in konfirmasi]).update(putaran=F("putaran") + 1)
    for k in konfirmasi:
        k.putaran += 1
        k.peserta = peserta[k.peserta_id]
    return kirim_undangan(pelatihan, konfirmasi)
