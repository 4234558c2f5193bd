"""What a person said that columns mean: kept, and used again where the same headings come."""

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from peserta.models import PetaanKolom

#: how many different headings of one person are remembered; the longest unused are forgotten first
INGATAN_MAKS = 200


def ingatan(pengguna):
    """The remembered mappings of this person, as `peserta.impor.periksa` wants them."""
    petaan = PetaanKolom.objects.filter(oleh=pengguna).order_by("-dipakai_pada")[:INGATAN_MAKS]
    return [
        {"sidik": p.sidik, "kolom": p.petaan["kolom"], "lembar": p.petaan["lembar"]} for p in petaan
    ]


def catat(pengguna, ditunjuk, terpakai):
    """Note that a file was read with this mapping. Returns what is kept beside the upload.

    ditunjuk  the mapping that was asked for, or None: `terpakai` was remembered
    terpakai  `Hasil.petaan`
    """
    isi = {nama: terpakai[nama] for nama in ("lembar", "judul", "dalam", "kolom", "sidik")}
    if ditunjuk is None:
        return isi | {"ingatan": _pakai_lagi(pengguna, terpakai["sidik"])}
    isi |= {nama: ditunjuk[nama] for nama in ("dipilih", "ingatan") if nama in ditunjuk}
    if terpakai["sidik"] and "ingatan" not in isi:
        _ingat(pengguna, isi, terpakai)
    return isi


def sejak(petaan):
    """When the remembered mapping of an upload was saved; None if it was not remembered."""
    return parse_datetime((petaan or {}).get("ingatan") or "")


def lupakan(unggahan):
    """Forget the mapping that an upload was read with: its headings speak for themselves again."""
    tanda = (unggahan.petaan or {}).get("sidik")
    PetaanKolom.objects.filter(oleh=unggahan.oleh, sidik=tanda).delete()


def _ingat(pengguna, isi, terpakai):
    kini, asal = timezone.now(), terpakai["asal"]
    PetaanKolom.objects.update_or_create(
        oleh=pengguna,
        sidik=terpakai["sidik"],
        defaults={
            "dipakai_pada": kini,
            "petaan": {
                "kolom": {b: k if k is None else k - asal for b, k in isi["kolom"].items()},
                "lembar": isi["lembar"] if isi.get("dipilih") else "",
                "disimpan_pada": kini.isoformat(),
            },
        },
    )
    lama = PetaanKolom.objects.filter(oleh=pengguna).order_by("-dipakai_pada")[INGATAN_MAKS:]
    PetaanKolom.objects.filter(pk__in=list(lama.values_list("pk", flat=True))).delete()


def _pakai_lagi(pengguna, sidik):
    """When this mapping was saved, as text; its use is noted."""
    petaan = PetaanKolom.objects.filter(oleh=pengguna, sidik=sidik).first()
    if petaan is None:  # forgotten while the file was being read
        return timezone.now().isoformat()
    petaan.dipakai_pada = timezone.now()
    petaan.save(update_fields=["dipakai_pada"])
    return petaan.petaan["disimpan_pada"]
