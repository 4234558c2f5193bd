"""The outbox. Others put letters in; only the worker takes them out."""

import hashlib
import itertools
from functools import cache

import css_inline
from django.conf import settings
from django.db.models import Q
from django.template import Context
from django.template.loader import get_template
from django.utils.crypto import get_random_string

from eregistrasi.alat import ruang
from pekerjaan import kemajuan
from pengguna.models import Organisasi
from surel import sambungan
from surel.models import Status, Surel

PERATA = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
NAMA_MAKS = Surel._meta.get_field("nama").max_length  # a name with all its degrees may be longer
POTONG = 500  # letters that are written at once
BERSAMA = ("dasar_surel.html", "_gaya.css", "_kaki.txt", "_tombol.html")  # part of every letter
TANDA_TAUTAN = "https://tautan.pribadi.invalid/"  # stands in stored letters where the link will go


def antrekan(jenis, *, kunci, kelompok, kepada, nama="", konteks, tautan="", berkas=(), **lain):
    """Write a letter; it leaves only if the surrounding transaction commits.

    jenis    name of the templates `surel/<jenis>.txt` and `.html`; the text's first paragraph
             is the subject
    kunci    names the fact told; the same key writes no second letter
    tautan   reference of the personal link (`konfirmasi:17`), put in when the letter leaves
    lain     `kirim_setelah`, where it is not to leave at once
    Returns the Surel, or None when `kepada` is empty; of one that was there already, its `pk`
    alone is to be trusted.
    """
    surel = susun(
        jenis,
        kunci=kunci,
        kelompok=kelompok,
        kepada=kepada,
        nama=nama,
        konteks=konteks,
        tautan=tautan,
        berkas=list(berkas),
        **lain,
    )
    if surel:
        # One statement, and no savepoint: somebody may hold a lock meanwhile.
        sama = {"update_conflicts": True, "unique_fields": ["kunci"], "update_fields": ["kunci"]}
        Surel.objects.bulk_create([surel], **sama)
    return surel


def susun(jenis, *, kepada, nama="", konteks, tautan="", **lain):
    """The same letter, not written yet: whoever asks for it writes it. lain: fields of Surel."""
    if not kepada:
        return None
    return Surel(kepada=kepada, nama=nama[:NAMA_MAKS], **_isi(jenis, konteks, tautan), **lain)


def antrekan_banyak(jenis, surat, *, kelompok, konteks, kirim_setelah=None):
    """Write letters of one kind to many people; a round costs the database as little as one.

    surat    list of dicts: kunci, kepada, nama, tautan, and konteks (what is this letter's own);
             `berkas` where something is attached
    konteks  what all of them share
    kirim_setelah  where they are not to leave at once
    Returns how many have an address.
    """
    lain = {"kirim_setelah": kirim_setelah} if kirim_setelah else {}
    bersama = {"organisasi": Organisasi.kini() or Organisasi(), **konteks}
    beralamat = [s for s in surat if s["kepada"]]
    baru = (
        Surel(
            kelompok=kelompok,
            berkas=s.get("berkas", []),
            kunci=s["kunci"],
            kepada=s["kepada"],
            nama=s["nama"][:NAMA_MAKS],
            **_isi(jenis, bersama | s["konteks"], s["tautan"]),
            prioritas=1,  # who asks for a password does not wait behind a round
            **lain,
        )
        for s in kemajuan.hitung(beralamat, "Menulis surel", "surel")
    )
    while potong := list(itertools.islice(baru, POTONG)):
        Surel.objects.bulk_create(potong, ignore_conflicts=True)
    return len(beralamat)


def tulis_ulang(surel, konteks, *, kirim_setelah):
    """Write a letter anew that still waits, because there is more to tell; then it may leave.

    Nothing happens to one that has been written anew, or taken up, since `surel` was read.
    """
    isi = _isi(surel.jenis, konteks, surel.tautan) | {"kirim_setelah": kirim_setelah}
    sama = {"status": surel.status, "kirim_setelah": surel.kirim_setelah}
    Surel.objects.filter(pk=surel.pk, **sama).update(**isi)


def _isi(jenis, konteks, tautan):
    """What is written in a letter, as fields of Surel."""
    judul, teks, html = _tulis(
        jenis, {**konteks, "tautan": konteks.get("tautan") or (TANDA_TAUTAN if tautan else "")}
    )
    return {
        "jenis": jenis,
        "judul": ruang.judul(judul)[:250],
        "teks": teks,
        "html": html,
        "tautan": tautan,
        "templat": konteks.get("versi_templat") or versi(jenis),
        "pesan_id": f"<{get_random_string(24)}@{_domain()}>",
    }


@cache
def versi(jenis):
    """Version of the text that letters of this kind are written from; it changes when that does."""
    sumber = [f"surel/{nama}" for nama in (f"{jenis}.txt", f"{jenis}.html", *BERSAMA)]
    isi = "\0".join(get_template(nama).template.source for nama in sumber)
    return hashlib.sha256(isi.encode()).hexdigest()[:12]


def _tulis(jenis, konteks):
    """(subject on one line, text, HTML with its styles inlined) of a letter."""
    konteks["latihan"] = ruang.kini()
    if "organisasi" not in konteks:
        konteks["organisasi"] = Organisasi.kini() or Organisasi()
    tanpa_html = Context(konteks, autoescape=False)  # Django escapes .txt files too
    judul, _, teks = (
        get_template(f"surel/{jenis}.txt").template.render(tanpa_html).strip().partition("\n\n")
    )
    judul = " ".join(judul.split())
    html = get_template(f"surel/{jenis}.html").render({**konteks, "judul": judul})
    return judul, teks.strip() + "\n", PERATA.inline(html)


def contoh(jenis, konteks):
    """(subject, text) of a letter with a personal link as it would be written now, the link hidden.

    Nothing is stored.
    """
    surel = Surel(**_isi(jenis, konteks, "contoh:"))
    return surel.judul, dengan_tautan(surel, nyata=False)[0]


def tahan(awalan, sebab):
    """Hold back every letter whose key begins with `awalan` and that has not left yet."""
    return _tahan(Q(kunci__startswith=awalan), sebab)


def tahan_kunci(kunci, sebab):
    """Hold back the letters with exactly these keys that have not left yet, in one statement."""
    return _tahan(Q(kunci__in=kunci), sebab)


def _tahan(pilihan, sebab):
    """Also those that a worker has claimed, as long as their DATA has not begun: it asks first."""
    menunggu = Q(status__in=[Status.ANTRE, Status.TUNDA])
    belum = Q(status=Status.DIKIRIM, data_mulai=None)
    return Surel.objects.filter(pilihan, menunggu | belum).update(
        status=Status.DITAHAN, sebab=sebab
    )


def _domain():
    nama = settings.SUREL_PENGIRIM.rpartition("@")[2].strip(" >") or "localhost"
    return nama if nama.isascii() else nama.encode("idna").decode()


def dengan_tautan(surel, *, nyata):
    """(text, html) of a letter as it leaves (`nyata`) or with the personal link hidden."""
    if not surel.tautan:
        return surel.teks, surel.html
    if nyata:
        url = sambungan.tautan(surel.tautan)
        return surel.teks.replace(TANDA_TAUTAN, url), surel.html.replace(TANDA_TAUTAN, url)
    tutup = "[tautan pribadi disembunyikan]"
    html = surel.html.replace(f'href="{TANDA_TAUTAN}"', 'href="#"')
    return surel.teks.replace(TANDA_TAUTAN, tutup), html.replace(TANDA_TAUTAN, tutup)
