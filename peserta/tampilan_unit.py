"""What the PIC of a sending unit is shown: figures and rows of the unit's own people."""

from django.db.models.functions import Lower

from peserta import tautan_unit
from peserta.models import CalonPengganti
from peserta.tampilan import keadaan

#: value in the address -> words
SARING = {
    "": "Terdaftar",
    "bersedia": "Bersedia",
    "tidak_bersedia": "Tidak bersedia",
    "belum": "Belum mengonfirmasi",
    "perlu": "Perlu pengganti",
}


def ringkasan(tautan, kini):
    """{value of SARING: how many}. The three answers add up to all."""
    angka = tautan.orang().hitung()
    return {
        "": angka["dipanggil"],
        "bersedia": angka["bersedia"],
        "tidak_bersedia": angka["tidak_bersedia"],
        "belum": angka["belum"],
        "perlu": tautan_unit.perlu_pengganti(tautan, kini).count(),
    }


def saring(tautan, pilih, kini):
    """The people asked for, by name."""
    if pilih == "perlu":
        semua = tautan_unit.perlu_pengganti(tautan, kini)
    else:
        semua = tautan.orang().menurut_jawaban(pilih)
    return semua.select_related("konfirmasi").order_by(Lower("nama"), "pk")


def baris(tautan, halaman, kini):
    """Each of the page's people with `keadaan`, `batas`, `perlu` and `usul` (newest first)."""
    orang = list(halaman)
    nomor = [o.pk for o in orang]
    perlu = set(
        tautan_unit.perlu_pengganti(tautan, kini).filter(pk__in=nomor).values_list("pk", flat=True)
    )
    usul = {}
    calon = CalonPengganti.objects.filter(untuk__in=nomor).order_by("-dibuat_pada")
    for c in calon:
        usul.setdefault(c.untuk_id, []).append(c)
    for o in orang:
        konfirmasi = getattr(o, "konfirmasi", None)
        o.keadaan = keadaan(o, tautan.pelatihan.registrasi_ditutup)
        o.batas = konfirmasi.batas_pada(tautan.pelatihan) if konfirmasi else None
        o.usul = usul.get(o.pk, [])
        menunggu = any(c.keadaan == tautan_unit.MENUNGGU for c in o.usul)
        o.perlu = o.pk in perlu and not menunggu
    return orang
