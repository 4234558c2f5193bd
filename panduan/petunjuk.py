"""First-run hints: shown until they are put away, then never again to this person.

What somebody has put away is brought along in their session, so that no page asks for it.
"""

from panduan.models import PetunjukDitutup

KUNCI = "petunjuk_ditutup"
NAMA = ("beranda", "berkas")


def ingat(sender, request, user, **_):
    """Somebody signs in: from now on their session knows what they have put away."""
    ada = PetunjukDitutup.objects.filter(pengguna=user).values_list("nama", flat=True)
    request.session[KUNCI] = list(ada)


def tampil(request, nama):
    """Is this hint still to be shown to whoever is signed in? In a rehearsal the band tells all."""
    if hasattr(request, "latihan") or not request.user.is_authenticated:
        return False
    return nama not in request.session.get(KUNCI, NAMA)


def tutup(request, nama):
    """Put a hint away for good."""
    PetunjukDitutup.objects.get_or_create(pengguna=request.user, nama=nama)
    request.session[KUNCI] = sorted({*request.session.get(KUNCI, ()), nama})
