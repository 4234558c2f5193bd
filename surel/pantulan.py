"""Letters that come back: which of ours it was, and why.

Read from a report (RFC 3464), or from the words of a server that writes none. Who is only away
from the desk has received the letter: an automatic reply is no bounce.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy

from django.db.models.functions import Now

from surel import angkatan, penolakan
from surel.models import Kelas, Status, Surel
from surel.titik import titik

NAMA_KITA = re.compile(r"<[A-Za-z0-9]{24}@[A-Za-z0-9.-]+>")
KODE = re.compile(r"\b([245]\d\d)[ -](?=\D|[245]\.)")
# what begins each line of a long answer
ULANGAN = re.compile(r"(?:^|\b)[245]\d\d(?:[ -][245]\.\d{1,3}\.\d{1,3}\s|-)|^[245]\d\d ")
DAEMON = re.compile(r"mailer-daemon|postmaster|mail delivery|microsoftexchange", re.IGNORECASE)
MAKS_TEKS = 20_000
KATA_KELUHAN = "Penerima menandai surel ini sebagai tidak diinginkan."


@dataclass(frozen=True)
class Pantulan:
    """One letter that came back: the Message-IDs it may be, and what the server said."""

    nama: tuple
    kode: int
    alasan: str
    keluhan: bool = False

    @property
    def kelas(self):
        return penolakan.kelas(self.kode, self.alasan)


def baca(isi):
    """The Pantulan in a message (bytes); None for anything else, be it a reply or a delay."""
    pesan = message_from_bytes(isi, policy=policy.default)
    jenis = str(pesan.get_param("report-type", "") or "").lower()
    if pesan.get_content_type() == "multipart/report" and jenis == "delivery-status":
        return _laporan(pesan)
    if jenis == "feedback-report":
        return Pantulan(_nama(pesan), 0, KATA_KELUHAN, keluhan=True)
    if _balasan_otomatis(pesan) or not DAEMON.search(str(pesan.get("From", ""))):
        return None
    return _kata_server(pesan)


def _balasan_otomatis(pesan):
    """Away from the desk (RFC 3834), in the words of the usual programs."""
    kirim = str(pesan.get("Auto-Submitted", "")).lower()
    return (
        kirim.startswith("auto-replied")
        or "X-Autoreply" in pesan
        or "X-Autorespond" in pesan
        or str(pesan.get("Precedence", "")).lower() == "auto_reply"
    )


def _laporan(pesan):
    """A report by the rules: the first recipient whose delivery failed for good."""
    for bagian in pesan.walk():
        if bagian.get_content_type() != "message/delivery-status":
            continue
        for kelompok in bagian.get_payload():
            if str(kelompok.get("Action", "")).strip().lower() == "failed":
                return Pantulan(_nama(pesan), *_sebab(kelompok))
    return None


def _sebab(kelompok):
    """(code, words beginning with the three-part code) of one recipient's group."""
    status = str(kelompok.get("Status", "")).split()[:1]
    kata = str(kelompok.get("Diagnostic-Code", "")).partition(";")[2] or "tanpa keterangan"
    kode, kata = jawaban(kata, bawaan=550)
    if status and not penolakan.RINCI.search(kata):
        kata = f"{status[0]} {kata}"
    return kode, kata


def jawaban(kata, *, bawaan):
    """(code, words) of a server's answer; `bawaan` where it names no code."""
    kata = " ".join(str(kata).split())
    kode = KODE.search(kata)
    return int(kode[1]) if kode else bawaan, _ringkas(kata)


def _ringkas(kata):
    """An answer of several lines as one: `550-5.1.1 The account 550 5.1.1 does not exist`."""
    rinci = penolakan.RINCI.search(kata)
    kata = " ".join(ULANGAN.sub(" ", kata).split())
    return f"{rinci[0]} {kata}" if rinci and rinci[0] not in kata else kata


def _kata_server(pesan):
    """A server that writes no report: its code stands somewhere in the text."""
    nama, teks = _nama(pesan), _teks(pesan)
    kode = re.search(r"\b(5\d\d)[ -]([^\n]{3,200})", teks)
    if not nama or kode is None:
        return None
    return Pantulan(nama, int(kode[1]), _ringkas(" ".join(kode[0].split())))


def _teks(pesan):
    semua = []
    for bagian in pesan.walk():
        if bagian.get_content_maintype() == "text":
            semua.append(bagian.get_payload(decode=True).decode("utf-8", "replace"))
    return "\n".join(semua)[:MAKS_TEKS]


def _nama(pesan):
    """Message-IDs of ours that the message speaks of, those of the returned letter first."""
    semua = []
    for bagian in pesan.walk():
        if bagian.get_content_type() == "text/rfc822-headers":
            semua += NAMA_KITA.findall(bagian.get_payload(decode=True).decode("utf-8", "replace"))
        for tajuk in ("Message-ID", "In-Reply-To", "References"):
            semua += NAMA_KITA.findall(str(bagian.get(tajuk, "")))
    semua += NAMA_KITA.findall(_teks(pesan))
    return tuple(dict.fromkeys(semua))


def catat(pantulan):
    """Write down beside the letter that it came back. Returns how many letters that concerns.

    None: our own record of that letter is not finished; come again.
    """
    surat = Surel.objects.filter(pesan_id__in=pantulan.nama)
    if surat.filter(status=Status.DIKIRIM).exists():
        return None
    diterima = surat.filter(status__in=[Status.TERKIRIM, Status.TAK_PASTI])
    if pantulan.keluhan:
        return diterima.update(sebab=KATA_KELUHAN)
    kode = f"{pantulan.kode} " if pantulan.kode else ""
    return tandai(diterima, pantulan.kelas, f"Terpental: {kode}{pantulan.alasan}")


def tandai(diterima, kelas, sebab):
    """Say of accepted letters that they did not arrive, and stop the round if that is too many."""
    semua = list(diterima.only("pk", "kelompok", "jenis"))
    nilai = {"status": Status.GAGAL, "kelas": kelas, "terpental_pada": Now()}
    banyak = diterima.update(sebab=sebab.replace("\0", "")[:300], **nilai)
    titik("surel.sesudah_pantulan")
    for surel in semua:
        angkatan.periksa(surel)
    return banyak


TANGAN = {
    Kelas.ALAMAT: "Ditandai terpental oleh {oleh}: alamat tidak ada.",
    Kelas.PENUH: "Ditandai terpental oleh {oleh}: kotak penuh.",
    Kelas.TEKNIS: "Ditandai terpental oleh {oleh}.",
}


def tandai_dengan_tangan(surel, kelas, *, oleh):
    """Somebody holds the bounce in their own mailbox. False when there is nothing to mark."""
    diterima = Surel.objects.filter(pk=surel.pk, status__in=[Status.TERKIRIM, Status.TAK_PASTI])
    return bool(tandai(diterima, kelas, TANGAN[kelas].format(oleh=oleh)))
