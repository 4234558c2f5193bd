"""A letter as bytes: the same to whoever reads it as the library's own, and never with two To's."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import BadHeaderError

from surel import amplop
from surel.models import Surel

BIASA = "[E-Registrasi] Perlu Jawaban s.d. 27 November 2026: Pelatihan Contoh"
JUDUL = (
    BIASA,
    BIASA + " Angkatan I Tahun 2026 " * 9,
    "Pelatihan “Analis Hukum” – Jum’at ✓ " * 5,
    "=?utf-8?q?bukan_sandi?=",
)
TEKS = (
    "Yth. Bapak/Ibu Ñandú,\n\n.\n..titik\nFrom awal baris\nspasi di ujung \nhttp://x.id/a=3D?b=c\n",
    "x" * 3000 + " 😀 " + "ā" * 900 + "\n",
    "baris\r\nCRLF\rCR\n\n\n",
)


def baca(isi):
    pesan = message_from_bytes(isi, policy=policy.default)
    return (
        {n: str(pesan[n]) for n in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")},
        [
            (b.get_content_type(), b.get_content().replace("\r\n", "\n").rstrip("\n"))
            for b in pesan.iter_parts()
        ],
        pesan.defects,
    )


@pytest.fixture
def surel(settings):
    settings.SUREL_PENGIRIM = "E-Registrasi Pusat Pelatihan <e-registrasi@contoh.example>"
    return Surel(kepada="sari@contoh.example", judul=BIASA, pesan_id="<abc@contoh.example>")


@pytest.mark.parametrize("judul", JUDUL)
@pytest.mark.parametrize("teks", TEKS)
def test_it_reads_like_the_librarys_own(surel, judul, teks):
    surel.judul = " ".join(judul.split())
    html = f"<p>{teks}</p>"
    kita = amplop.bita(surel, teks, html)
    alur = amplop.mengalir(teks)
    pustaka = amplop.pesan(surel, alur, html).message().as_bytes(linesep="\r\n")
    kepala, isi, cacat = baca(kita)
    kepala_pustaka, isi_pustaka, _ = baca(pustaka)
    # the library folds some subjects so that they begin with a blank; ours do not
    assert kepala == {**kepala_pustaka, "Subject": surel.judul}
    assert (isi, cacat) == (isi_pustaka, [])
    assert kita.isascii()
    assert max(map(len, kita.split(b"\r\n"))) <= 998
    assert b"\n" not in kita.replace(b"\r\n", b"")


@pytest.mark.parametrize("nama", ["judul", "kepada", "pesan_id"])
def test_a_line_break_never_becomes_a_header(surel, nama):
    for jahat in ("a\r\nBcc: b@contoh.example", "a\nX: y", "a\rX: y"):
        setattr(surel, nama, jahat)
        with pytest.raises(BadHeaderError):
            amplop.bita(surel, "teks", "html")


def test_bounces_return_to_their_own_address(surel, settings):
    assert amplop.pengembalian() == "e-registrasi@contoh.example"
    settings.SUREL_PANTULAN = "pantulan@contoh.example"
    assert amplop.pengembalian() == "pantulan@contoh.example"
    assert "From: E-Registrasi Pusat Pelatihan" in amplop.bita(surel, "a", "b").decode()


def test_a_letter_with_an_attachment_is_plain_seven_bits_too(surel):
    """Not every server takes eight; the calendar entry comes out as it went in."""
    ics = "BEGIN:VCALENDAR\r\nSUMMARY:Pelatihan Jum’at\r\nEND:VCALENDAR\r\n"
    pdf = b"%PDF-1.7\n\xff\xfe\r\n"
    lampiran = [("a.pdf", pdf, "application/pdf"), ("k.ics", ics, "text/calendar")]
    surel.judul = "Jum’at – ✓"
    isi = amplop.bita(surel, "Yth. Ñandú,\n\n" + "kata " * 40 + "\n", "<p>Ñandú</p>", lampiran)
    assert isi.isascii()
    assert max(map(len, isi.split(b"\r\n"))) <= 998
    pesan = message_from_bytes(isi, policy=policy.default)
    teks = pesan.get_body(("plain",))
    assert teks["Content-Type"].params["format"] == "flowed"
    alur = teks.get_content().replace("\r\n", "\n")
    assert alur.replace(" \n", " ") == "Yth. Ñandú,\n\n" + " ".join(["kata"] * 40) + "\n"
    assert pesan.get_body(("html",)).get_content().strip() == "<p>Ñandú</p>"
    satu, dua = pesan.iter_attachments()
    assert (satu.get_content(), dua.get_content().replace("\r\n", "\n")) == (
        pdf,
        ics.replace("\r\n", "\n"),
    )


def test_the_text_flows_and_nothing_in_it_is_taken_for_something_else():
    panjang = "https://e-registrasi.contoh.go.id/k/" + "x" * 60 + "/"
    teks = f"{'kata ' * 20}melalui {panjang}\n> bukan kutipan\nFrom awal\n menjorok\nujung  \n"
    alur = amplop.mengalir(teks)
    assert alur.splitlines() == [
        "kata " * 15,
        "kata kata kata kata kata melalui ",
        panjang,
        " > bukan kutipan",
        " From awal",
        "  menjorok",
        "ujung",
    ]
