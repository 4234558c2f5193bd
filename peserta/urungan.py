"""Step 3: an import is taken back, as far as nothing was built on it since.

People whom it added go, unless somebody has changed or cancelled them; updated cells get the
values from before, unless they hold something else by now. What stays is named.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils import timezone

from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import SOP, Aksi
from peserta.banding import BAGIAN_NAMA
from peserta.impor.kata import SEBUTAN
from peserta.imporan import tulis_kolom
from peserta.models import Konfirmasi, Peserta, Unggahan
from peserta.semula import dari_polos, polos, sidik

DIUNDANG = (
    "Peserta dari impor ini sudah diundang. Ubah datanya atau batalkan kepesertaannya dari "
    "halaman masing-masing."
)
TANPA_SISA = (
    "Semua data dari impor ini sudah diubah sesudahnya, sehingga tidak ada yang diurungkan."
)
TANPA_ISI = "Impor ini tidak menambah atau mengubah data, sehingga tidak ada yang diurungkan."
SUDAH = "Impor ini sudah diurungkan."


class SudahDiurungkan(LangkahDitolak):
    """The import was taken back before; nothing was done a second time."""


@dataclass
class Rencana:
    """What taking an import back would do now.

    hapus     people whom it added
    tetap     people whom it added, changed or cancelled since: they stay
    kembali   (person, {field: value from before}, struck off again?) of whom it updated
    lain      (person, words for the field) where the list holds something else by now
    diundang  was any of them asked already?
    """

    hapus: list = field(default_factory=list)
    tetap: list = field(default_factory=list)
    kembali: list = field(default_factory=list)
    lain: list = field(default_factory=list)
    diundang: bool = False

    @property
    def halangan(self):
        """Why it cannot be taken back, or the empty string."""
        if self.diundang:
            return DIUNDANG
        if self.hapus or self.kembali:
            return ""
        return TANPA_SISA if self.tetap or self.lain else TANPA_ISI


def riwayat(pelatihan):
    """The imports that were saved, newest first, without the rows that they held."""
    diundang = Konfirmasi.objects.filter(peserta__asal=OuterRef("pk"))
    return (
        Unggahan.objects.filter(pelatihan=pelatihan)
        .exclude(disimpan_pada=None)
        .select_related("oleh", "diurungkan_oleh")
        .defer("hasil", "perubahan")
        .annotate(ada_diundang=Exists(diundang))
        .order_by("-disimpan_pada")
    )


def lampirkan_halangan(pelatihan, berkas):
    """Tell each of these imports why it cannot be taken back (`halangan`), if so.

    At the same cost however many they are; what an import would leave behind is told when asked.
    """
    terbuka = pelatihan.tahap in SOP[Aksi.CATAT_PESERTA].dari
    diundang = _diundang(pelatihan, [b for b in berkas if b.jumlah_berubah])
    for b in berkas:
        if b.diurungkan_pada:
            b.halangan = SUDAH
        elif not terbuka:
            b.halangan = "Data peserta tidak dapat lagi diubah pada tahap ini."
        elif not (b.jumlah_baru or b.jumlah_berubah):
            b.halangan = TANPA_ISI
        elif b.ada_diundang or b.pk in diundang:
            b.halangan = DIUNDANG
        else:
            b.halangan = ""


def _diundang(pelatihan, berkas):
    """Keys of the imports that updated somebody who was asked."""
    ditanya = set(
        Konfirmasi.objects.filter(peserta__pelatihan=pelatihan).values_list("peserta_id", flat=True)
    )
    if not (ditanya and berkas):
        return set()
    semula = Unggahan.objects.filter(pk__in=[b.pk for b in berkas], diurungkan_pada=None)
    return {
        pk
        for pk, perubahan in semula.values_list("pk", "perubahan")
        if perubahan and ditanya & {c["pk"] for c in perubahan["lama"]}
    }


def rencana(berkas):
    """What taking `berkas` back would do now. Nothing is written."""
    hasil = Rencana()
    catatan = berkas.perubahan or {"baru": [], "lama": []}
    awal = dict(catatan["baru"])
    for o in Peserta.objects.filter(asal=berkas).select_related("konfirmasi").urut_nama():
        hasil.diundang |= hasattr(o, "konfirmasi")
        utuh = sidik(o) == awal.get(o.pk) and not o.dibatalkan_pada
        (hasil.hapus if utuh else hasil.tetap).append(o)
    semula = {c["pk"]: c for c in catatan["lama"]}
    for o in Peserta.objects.filter(pk__in=semula).select_related("konfirmasi").urut_nama():
        hasil.diundang |= hasattr(o, "konfirmasi")
        _pulang(hasil, o, semula[o.pk])
    return hasil


def _pulang(hasil, orang, semula):
    """Which fields of somebody on the list still hold what the import wrote."""
    kembali = {}
    for nama, (lama, baru) in semula["isi"].items():
        if polos(getattr(orang, nama)) == baru:
            kembali[nama] = lama
        else:
            label = "Nama" if nama in BAGIAN_NAMA else SEBUTAN[nama]
            hasil.lain.append((orang, label))
    batal = semula["batal"] if not orang.dibatalkan_pada else None
    if kembali or batal:
        hasil.kembali.append((orang, kembali, batal))


def urungkan(berkas, *, oleh):
    """Take a saved import back, once. Returns the Rencana that was carried out.

    Raises SudahDiurungkan when that was done before, LangkahDitolak with the reason when it
    cannot be done.
    """
    with langkah(berkas.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        berkas = Unggahan.objects.select_for_update().defer("hasil").get(pk=berkas.pk, pelatihan=p)
        if berkas.diurungkan_pada:
            raise SudahDiurungkan(SUDAH)
        if not berkas.disimpan_pada:
            raise LangkahDitolak("Berkas ini belum disimpan, jadi tidak ada yang diurungkan.")
        hasil = rencana(berkas)
        if hasil.halangan:
            raise LangkahDitolak(hasil.halangan)
        p.tindakan = (
            f"mengurungkan impor {berkas.nama_berkas}: {len(hasil.hapus)} peserta dihapus, data "
            f"{len(hasil.kembali)} peserta dikembalikan"
        )
        _laksanakan(hasil)
        berkas.diurungkan_pada, berkas.diurungkan_oleh = timezone.now(), oleh
        berkas.perubahan = None
        berkas.save(update_fields=["diurungkan_pada", "diurungkan_oleh", "perubahan"])
    return hasil


def _laksanakan(hasil):
    Peserta.objects.filter(pk__in=[o.pk for o in hasil.hapus]).delete()
    kolom = {nama for _, kembali, _ in hasil.kembali for nama in kembali}
    for orang, kembali, batal in hasil.kembali:
        for nama, nilai in kembali.items():
            setattr(orang, nama, dari_polos(nama, nilai))
        if batal:
            orang.dibatalkan_pada, orang.alasan_batal = (
                dt.datetime.fromisoformat(batal[0]),
                batal[1],
            )
            kolom |= {"dibatalkan_pada", "alasan_batal"}
    tulis_kolom([orang for orang, _, _ in hasil.kembali], kolom)
