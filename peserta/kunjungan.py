"""A participant's visit: the personal link is exchanged for a cookie, and the cookie for the page.

The cookie bears the confirmation's public id in its name (`__Host-` cookies cannot be scoped to
a path) and, signed, the link's version and the moment at which the identity was proved. Nobody
who visits so has an account: `request.user` is never looked at here.
"""

import datetime as dt
import logging
import time
from dataclasses import dataclass
from functools import partial, wraps

from django.conf import settings
from django.core import signing
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import decorator_from_middleware

from eregistrasi.alat.balasan import LihatDiSana
from pelatihan.sop import HENTI
from peserta.halaman import halaman
from peserta.jawaban import masih_terbuka
from peserta.models import Konfirmasi
from peserta.models.token import PANJANG_ID

catatan = logging.getLogger("eregistrasi.konfirmasi")

UMUR_TAUTAN = 7 * 24 * 3600  # seconds before the link has to be opened again
UMUR_IDENTITAS = 2 * 3600  # seconds before the NIP is asked again
UMUR_HALAMAN = 7 * 24 * 3600  # seconds for which an open page may still be sent
ISIAN_JAWABAN = ("jawaban", "alasan", "keterangan", "tata_tertib", "atasan", "benar", "privasi")
BENTUK = ("application/x-www-form-urlencoded", "multipart/form-data")
GARAM = "peserta.kunjungan"


@dataclass
class Kunjungan:
    """One request of one participant.

    dikenal  has the identity been proved within the last two hours?
    kini     the database's clock
    dikenal_pada  when that was (epoch)
    dilihat  on a POST: pk of the newest answer that the sent page had shown
    mulai    on a POST: when answering began, as the sent page bore it (epoch)
    """

    konfirmasi: Konfirmasi
    dikenal: bool = False
    dikenal_pada: int = 0
    dilihat: int | None = None
    mulai: int | None = None

    @property
    def kini(self):
        return self.konfirmasi.jam

    @property
    def peserta(self):
        return self.konfirmasi.peserta

    @property
    def pelatihan(self):
        return self.konfirmasi.peserta.pelatihan

    @property
    def terbuka(self):
        return masih_terbuka(self.konfirmasi, self.kini)

    @property
    def batas(self):
        """Until when this person may answer."""
        return self.konfirmasi.batas

    @property
    def usai(self):
        """Is the training's last day over? Then the link is, too."""
        return timezone.localdate(self.kini) > self.pelatihan.selesai

    def alamat(self, nama="konfirmasi:lihat"):
        return reverse(nama, args=[self.konfirmasi.id_publik])

    def tanda_halaman(self, dilihat):
        """The page's own mark: this confirmation, this link, this newest answer, signed.

        With it goes the moment at which answering began: a first answer with the proved identity,
        a changed one with the page of the question.
        """
        if self.mulai is None:
            self.mulai = self.dikenal_pada if dilihat is None else int(time.time())
        isi = [self.konfirmasi.id_publik, self.konfirmasi.versi, dilihat, self.mulai]
        return signing.dumps(isi, salt="peserta.halaman")

    def baca_tanda(self, tanda):
        """Set `dilihat` from a sent page's mark. Raises signing.BadSignature if it is not ours."""
        publik, versi, dilihat, *mulai = signing.loads(
            tanda, salt="peserta.halaman", max_age=UMUR_HALAMAN
        )
        if (publik, versi) != (self.konfirmasi.id_publik, self.konfirmasi.versi):
            raise signing.BadSignature("tanda halaman milik konfirmasi lain")
        self.dilihat = dilihat
        self.mulai = mulai[0] if mulai else None  # a page from before the time was measured

    @property
    def lama_detik(self):
        """Seconds since answering began, where the sent page knows."""
        return max(0, int(time.time()) - self.mulai) if self.mulai else None


def nama_kuki(publik):
    return f"{'__Host-' if settings.SITUS_HTTPS else ''}k-{publik}"


def tandai(response, konfirmasi, dikenal_pada=0):
    """Let the browser keep this visit. `dikenal_pada`: when the identity was proved (epoch)."""
    response.set_signed_cookie(
        nama_kuki(konfirmasi.id_publik),
        f"{konfirmasi.versi}.{int(dikenal_pada)}",
        salt=GARAM,
        max_age=UMUR_TAUTAN,
        secure=settings.SITUS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def baca_kuki(request, publik):
    """(version of the link, when the identity was proved), or None for a browser without it."""
    if len(publik) != PANJANG_ID:
        return None
    isi = request.get_signed_cookie(
        nama_kuki(publik), default=None, salt=GARAM, max_age=UMUR_TAUTAN
    )
    return tuple(int(angka) for angka in isi.split(".")) if isi else None


class _Csrf(CsrfViewMiddleware):
    """Django's check, for pages that are sent with `Referrer-Policy: no-referrer`.

    Browsers then send `Origin: null` and no Referer with our own forms, so these two cannot be
    asked for; the token, the SameSite cookie and the page's signed mark can. A refusal shows
    how to go on, with what was typed.
    """

    def _origin_verified(self, request):
        return request.META["HTTP_ORIGIN"] == "null" or super()._origin_verified(request)

    def _check_referer(self, request):
        if "HTTP_REFERER" in request.META:
            super()._check_referer(request)

    def _reject(self, request, reason):
        return halaman(
            request,
            "konfirmasi/kuki_hilang.html",
            status=403,
            ketikan=_ketikan(request),
            **_ulang(request),
        )


def _ketikan(request):
    """What was typed, to be given back on a page that could not take it."""
    return request.POST.get("keterangan", "").replace("\0", "")[:5000]


def _ulang(request):
    """The answer as typed, for a button that sends it to be checked once more."""
    if "dilihat" not in request.POST:
        return {}
    isian = [(n, v) for n in (*ISIAN_JAWABAN, "dilihat") for v in request.POST.getlist(n)[:2]]
    publik = request.resolver_match.kwargs["id"]
    return {"ulang": isian, "alamat_ulang": reverse("konfirmasi:jawaban", args=[publik])}


def berkunjung(*, dikenal):
    """Turn `view(request, kunjungan, …)` into `view(request, id, …)` for who may come in.

    Without the cookie: the page that says to open the link again, the same for every id. With
    `dikenal`, a GET without proved identity is sent back to prove it, and a POST must bear the
    mark of a page that only a proved identity was ever shown (valid for a week, K18).
    """

    def dekorator(view):
        @decorator_from_middleware(_Csrf)
        def periksa(request, kuki, publik, **lain):
            k, penolakan = _masuk(request, kuki, publik)
            if penolakan:
                return penolakan
            if not dikenal:
                return view(request, k, **lain)
            return _dikenal(request, k, partial(view, **lain))

        @wraps(view)
        def bungkus(request, id, **lain):
            if request.method == "POST" and request.content_type not in BENTUK:
                return halaman(request, "konfirmasi/bentuk_salah.html", status=415)
            kuki = baca_kuki(request, id)
            if kuki is None:
                return halaman(
                    request, "konfirmasi/tanpa_kuki.html", status=403, ketikan=_ketikan(request)
                )
            return periksa(request, kuki, id, **lain)

        bungkus.csrf_exempt = True  # checked above, by our own
        return bungkus

    return dekorator


def _masuk(request, kuki, publik):
    """(visit, None), or (None, the page that says why not)."""
    konfirmasi = Konfirmasi.objects.bernomor(publik)
    versi, dikenal_pada = kuki
    if versi != konfirmasi.versi:
        return None, halaman(request, "konfirmasi/dicabut.html", konfirmasi, status=410)
    dikenal = time.time() - dikenal_pada < UMUR_IDENTITAS
    k = Kunjungan(konfirmasi, dikenal=dikenal, dikenal_pada=dikenal_pada)
    return (None, tertutup) if (tertutup := penghalang(request, k)) else (k, None)


def penghalang(request, k):
    """The page for a link that is over, or a participant who was taken off the list; or None."""
    if k.peserta.dibatalkan_pada:
        return halaman(request, "konfirmasi/batal.html", k.konfirmasi, status=410)
    if k.pelatihan.tahap in HENTI:
        return halaman(request, "konfirmasi/henti.html", k.konfirmasi, status=410)
    if k.usai:
        return halaman(request, "konfirmasi/usai.html", k.konfirmasi, status=410)
    return None


def _dikenal(request, k, view):
    if request.method != "POST":
        return view(request, k) if k.dikenal else LihatDiSana(k.alamat())
    if request.FILES.keys() & request.POST.keys():  # one name, a text and a file (K35)
        return halaman(request, "konfirmasi/bentuk_salah.html", status=400)
    try:
        k.baca_tanda(request.POST.get("dilihat", ""))
    except signing.BadSignature:
        return halaman(
            request,
            "konfirmasi/halaman_lama.html",
            k.konfirmasi,
            status=403,
            k=k,
            ketikan=_ketikan(request),
        )
    return tandai(view(request, k), k.konfirmasi, time.time())


def catat_asing(request, dikenal):
    """Log the names of fields that our forms do not have; they are used for nothing (K29)."""
    asing = sorted(set(request.POST) - set(dikenal) - {"csrfmiddlewaretoken", "dilihat", "ubah"})
    if asing:
        catatan.warning(
            "Isian tak dikenal diabaikan: %s", ", ".join(ascii(n[:40]) for n in asing[:5])
        )


def sisa_jeda(k):
    """Whole minutes until the identity may be tried again, or 0."""
    sampai = k.konfirmasi.terkunci_sampai
    lama = sampai - k.kini if sampai else dt.timedelta()
    return max(0, -(-int(lama.total_seconds()) // 60))
