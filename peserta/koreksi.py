"""What participants correct in their own data. Never the number by which they are known.

A proof keeps the data that it was issued with: answering once more gives one with the new data.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from eregistrasi.alat.bahasa import tanggal, waktu
from pelatihan.alur import LangkahDitolak, catat_jejak
from peserta.jawaban import jam_basis_data, kunci, masih_terbuka
from peserta.models import KoreksiPeserta, Peserta
from peserta.surat_permintaan import kabari_surel_diubah

#: field -> how the pages and the trail call it
KOLOM = {
    "gelar_depan": "gelar depan",
    "nama": "nama",
    "gelar_belakang": "gelar belakang",
    "tempat_lahir": "tempat lahir",
    "tanggal_lahir": "tanggal lahir",
    "golongan": "pangkat/golongan",
    "jabatan": "jabatan",
    "unit_kerja": "unit kerja",
    "instansi": "instansi",
    "hp": "nomor ponsel",
    "email": "surel",
}


@transaction.atomic
def perbaiki(konfirmasi, *, data, dilihat):
    """A participant corrects what is on record about them, until their deadline.

    data     {name in KOLOM: value}
    dilihat  `diubah_pada` of the data that the page showed; newer data are not overwritten
    Returns the names of the fields that changed.
    """
    pelatihan, konfirmasi = kunci(konfirmasi)
    peserta = Peserta.objects.select_for_update().get(pk=konfirmasi.peserta_id)
    kini = jam_basis_data()
    if peserta.dibatalkan_pada:
        raise LangkahDitolak("Kepesertaan Anda pada pelatihan ini telah dibatalkan.")
    if not masih_terbuka(konfirmasi, kini):
        raise LangkahDitolak("Registrasi telah ditutup. Perubahan data tidak disimpan.")
    berubah = [n for n in KOLOM if n in data and getattr(peserta, n) != data[n]]
    if not berubah:
        return []
    if dilihat != peserta.diubah_pada:
        raise LangkahDitolak(
            f"Data telah diubah dari halaman lain pada {waktu(peserta.diubah_pada)}. "
            "Muat ulang halaman sebelum menyimpan perubahan Anda."
        )
    lama = peserta.email
    koreksi = _simpan(peserta, {n: data[n] for n in berubah}, kini)
    _catat(pelatihan, peserta, berubah)
    if "email" in koreksi and lama:
        konfirmasi.peserta = peserta
        kabari_surel_diubah(pelatihan, konfirmasi, lama, koreksi["email"].pk)
    return berubah


def _simpan(peserta, baru, kini):
    """Write the fields, with a row of what each was before. Returns {field: its row}."""
    lama = {n: getattr(peserta, n) for n in baru}
    for nama, nilai in baru.items():
        setattr(peserta, nama, nilai)
    peserta.diisi_peserta = sorted({*peserta.diisi_peserta, *baru})
    try:
        peserta.full_clean()
    except ValidationError as salah:
        raise LangkahDitolak(" ".join(salah.messages)) from None
    peserta.save(update_fields=[*baru, "diisi_peserta", "diubah_pada"])
    return {
        n: KoreksiPeserta.objects.create(
            peserta=peserta, kolom=n, lama=_teks(lama[n]), baru=_teks(baru[n]), pada=kini
        )
        for n in baru
    }


def _teks(nilai):
    return nilai if isinstance(nilai, str) else tanggal(nilai)


def _catat(pelatihan, peserta, berubah):
    """The trail names the fields, never what stands in them."""
    catat_jejak(
        pelatihan,
        "koreksi_peserta",
        f"memperbaiki data sendiri: {', '.join(KOLOM[n] for n in berubah)}",
        pelaku=peserta.nama_lengkap,
        sebagai="Peserta Pelatihan",
    )


def riwayat(peserta):
    """(label, old, new, when) of each correction, newest first."""
    return [
        (KOLOM.get(b.kolom, b.kolom), b.lama, b.baru, b.pada)
        for b in peserta.koreksi.order_by("-pada", "-pk")
    ]
