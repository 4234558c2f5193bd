"""The training as an entry for a calendar, for who said *bersedia*; taken back with the answer.

One entry per person for ever (UID of the registration number). Each new proof is a later SEQUENCE,
and so is each cancelling and each return: a calendar ignores what is older than what it holds.
It is published, not an invitation to reply to: the answer is given on our page, nowhere else.
"""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from eregistrasi.alat import ruang
from peserta.models import Pilihan

MIME = "text/calendar"
PEMBUAT = "-//E-Registrasi//Kalender Pelatihan//ID"


def kalender(bukti, *, kali=0, dicabut=False, jadwal=None):
    """(file name, bytes, MIME type) of the entry that belongs to one proof.

    Made from the proof's own snapshot: the same bytes whenever it is asked for. It is taken back
    where the answer is *tidak bersedia*.

    kali     how often it was taken back whatever the answer: the person was struck off, or the
             training was postponed or cancelled
    dicabut  take the entry back for the last of these times
    jadwal   (first day, last day) where the training has been given others since
    """
    r = bukti.dokumen.rekaman
    if jadwal:
        mulai, selesai = (hari.isoformat() for hari in jadwal)
        r = {**r, "pelatihan": {**r["pelatihan"], "mulai": mulai, "selesai": selesai}}
    batal = dicabut or r["jawaban"] != Pilihan.BERSEDIA
    cara = "CANCEL" if batal else "PUBLISH"
    kalender = Calendar()
    kalender.add("prodid", PEMBUAT)
    kalender.add("version", "2.0")
    kalender.add("method", cara)
    kalender.add_component(_acara(bukti, r, batal, bukti.revisi + 2 * kali - dicabut))
    nama = f"Kalender_{bukti.nomor.replace('/', '-')}.ics"
    return nama, kalender.to_ical(), f"{MIME}; method={cara}"


def _acara(bukti, r, batal, urutan):
    p = r["pelatihan"]
    acara = Event()
    nomor = bukti.nomor.replace("/", "-").lower()
    acara.add("uid", f"{nomor}@{urlsplit(settings.SITUS_URL).hostname}")
    acara.add("sequence", urutan)
    acara.add("dtstamp", dt.datetime.fromisoformat(r["terbit"]).astimezone(dt.UTC))
    acara.add("dtstart", dt.date.fromisoformat(p["mulai"]))
    # the end of a day-long entry is the first day that no longer belongs to it
    acara.add("dtend", dt.date.fromisoformat(p["selesai"]) + dt.timedelta(days=1))
    nama = f"{p['nama']} Angkatan {p['angkatan']} Tahun {p['tahun']}"
    acara.add("summary", ruang.judul(nama))
    acara.add("location", p["tempat"])
    acara.add("description", _uraian(bukti, r))
    acara.add("status", "CANCELLED" if batal else "CONFIRMED")
    return acara


def _uraian(bukti, r):
    hubungi = "; ".join(f"{n['nama']} ({n['ponsel']})" for n in r["narahubung"])
    baris = [
        f"Bukti E-Registrasi {bukti.nomor}. Bawa bukti ini pada saat registrasi ulang.",
        f"Surat pemanggilan {r['pelatihan']['surat_nomor']}.",
        f"Narahubung: {hubungi}" if hubungi else "",
    ]
    return "\n".join(b for b in baris if b)
