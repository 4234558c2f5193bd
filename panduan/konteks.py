"""What every page of a rehearsal shows: that it is one, and what to do next."""

from django.utils.functional import SimpleLazyObject

from panduan import pemandu


def kerangka(request):
    """Nothing on the site itself; in a room the band, asked for when a page shows it."""
    latihan = getattr(request, "latihan", None)
    if latihan is None:
        return {"latihan": None}
    milik = request.latihan_milik_saya
    arahan = SimpleLazyObject(pemandu.arahan) if milik else None
    return {
        "latihan": latihan,
        "arahan": arahan,
        "arahan_di_sini": SimpleLazyObject(lambda: bool(arahan) and arahan.di(request.path)),
    }
