"""Letters of a round for the tests that break things, and the check that nobody's got mixed up."""

from email import message_from_bytes

from surel import sambungan
from surel.kotak import TANDA_TAUTAN, antrekan_banyak
from surel.models import Status, Surel


class P:
    """What the letter asks of a training."""

    pk, tim_kerja, nama_tahun = 7, None, "Pelatihan Contoh Angkatan I Tahun 2026"

    def __str__(self):
        return "Pelatihan Contoh Angkatan I"


def tulis(jumlah, *, awal=0, milik=False):
    """Write letters numbered from `awal`. With `milik` each has a link and a file of its own."""
    surat = [
        {
            "kunci": f"uji:{n}:1",
            "kepada": f"orang{n}@contoh.example",
            "nama": f"Orang {n}",
            "tautan": f"uji:{n}" if milik else "",
            "berkas": [f"uji:{n}"] if milik else [],
            "konteks": {"penerima": f"Orang {n}"},
        }
        for n in range(awal, awal + jumlah)
    ]
    antrekan_banyak("penugasan_dialihkan", surat, kelompok="pelatihan:7", konteks={"p": P()})
    if milik:
        sambungan.TAUTAN["uji"] = lambda n: f"http://testserver/k/orang-{n}/"
        sambungan.BERKAS["uji"] = lambda n: (f"{n}.txt", f"milik {n}".encode(), "text/plain")
        contoh = Surel.objects.exclude(tautan="")
        contoh.update(html=f'<a href="{TANDA_TAUTAN}">Tautan</a>')


def cocok(surat):
    """How many of the letters that a server kept have the name, link and file of one person."""
    return sum(_milik_satu_orang(*satu) for satu in surat)


def _milik_satu_orang(kepada, isi):
    """Read with the plain parser: the one with typed headers takes ten times as long."""
    pesan = message_from_bytes(isi)
    n = kepada[0].removeprefix("orang").removesuffix("@contoh.example")
    teks, html, lampiran = (b for b in pesan.walk() if not b.is_multipart())
    return (
        kepada == [pesan["To"]]
        and f"Yth. Bapak/Ibu Orang {n}," in _isi(teks)
        and f'"http://testserver/k/orang-{n}/"' in _isi(html)
        and (lampiran.get_filename(), _isi(lampiran).strip()) == (f"{n}.txt", f"milik {n}")
    )


def _isi(bagian):
    return bagian.get_payload(decode=True).decode()


def hitung(*status):
    return Surel.objects.filter(status__in=status).count()


def habis():
    return not hitung(Status.ANTRE, Status.TUNDA, Status.DIKIRIM)
