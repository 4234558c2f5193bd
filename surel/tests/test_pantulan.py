"""Letters that come back: what several mail servers write, and what is none."""

import socketserver
import threading
from pathlib import Path

import pytest
from django.utils import timezone

from pelatihan.sop import Tahap
from surel import imap, pantulan
from surel.jalur import Papan
from surel.models import Kelas, Penghentian, Status, Surel

pytestmark = pytest.mark.django_db
CONTOH = Path(__file__).parent / "pantulan"
ID = "<Ab3dEf6hIj9lMn2pQr5tUv8x@contoh.example>"


def surat(nama, pesan_id=ID):
    return (CONTOH / f"{nama}.eml").read_text().replace("{ID}", pesan_id).encode()


@pytest.fixture
def terkirim(tulis):
    """One letter that the server accepted."""
    surel = tulis("sari")
    Surel.objects.update(status=Status.TERKIRIM, pesan_id=ID)
    return surel


@pytest.mark.parametrize(
    ("nama", "kode", "kelas", "alasan"),
    [
        (
            "postfix",
            550,
            Kelas.ALAMAT,
            "5.1.1 <sari@instansi.example>: Recipient address rejected: "
            "User unknown in virtual mailbox table",
        ),
        (
            "exchange",
            550,
            Kelas.ALAMAT,
            "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient sari@instansi.example not found by "
            "SMTP address lookup",
        ),
        (
            "gmail",
            550,
            Kelas.ALAMAT,
            "5.1.1 The email account that you tried to reach does not exist. Please try "
            "double-checking the recipient's email address for typos or unnecessary "
            "spaces. a1b2c3 - gsmtp",
        ),
        ("zimbra", 452, Kelas.PENUH, "4.2.2 Over quota"),
        ("qmail", 550, Kelas.ALAMAT, "sorry, no mailbox here by that name. (#5.1.1)"),
        (
            "diblokir",
            554,
            Kelas.TEKNIS,
            "5.7.1 Service unavailable; Client host [203.0.113.5] blocked using a list",
        ),
    ],
)
def test_what_servers_write_is_read(nama, kode, kelas, alasan):
    hasil = pantulan.baca(surat(nama))
    assert (hasil.nama[0], hasil.kode, hasil.kelas) == (ID, kode, kelas)
    assert hasil.alasan == alasan


@pytest.mark.parametrize("nama", ["cuti_exchange", "cuti_daemon", "tertunda"])
def test_an_automatic_reply_or_a_delay_is_no_bounce(nama):
    assert pantulan.baca(surat(nama)) is None


def test_what_nobody_can_read_is_no_bounce():
    for isi in (b"", b"\xff\xfe\0", b"Content-Type: multipart/report; report-type=x\n\n--"):
        assert pantulan.baca(isi) is None


def test_a_bounce_stands_in_the_row_of_the_person(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.REGISTRASI)
    undangan = Surel.objects.get(jenis="undangan")
    Surel.objects.filter(pk=undangan.pk).update(status=Status.TERKIRIM, pesan_id=ID)
    client.force_login(budi)
    daftar = f"/pelatihan/{p.kode}/peserta/"
    assert "alamat surel tidak ada" not in client.get(daftar).content.decode()
    assert pantulan.catat(pantulan.baca(surat("postfix"))) == 1
    undangan.refresh_from_db()
    assert (undangan.status, undangan.keadaan[0]) == (Status.GAGAL, "Alamat Tidak Ada")
    assert undangan.sebab.startswith("Terpental: 550 5.1.1 <sari@instansi.example>")
    assert undangan.terpental_pada is not None
    orang = client.get(p.peserta.get().get_absolute_url()).content.decode()
    assert "alamat surel tidak ada" in orang
    assert "Periksa kembali alamat surelnya" in orang
    assert "Alamat Tidak Ada" in client.get(f"{daftar}?surat=alamat").content.decode()
    assert pantulan.catat(pantulan.baca(surat("postfix"))) == 0  # read again: nothing changes


def test_a_complaint_leaves_the_letter_accepted_and_says_so(terkirim):
    assert pantulan.catat(pantulan.baca(surat("keluhan"))) == 1
    terkirim.refresh_from_db()
    assert (terkirim.status, terkirim.sebab) == (Status.TERKIRIM, pantulan.KATA_KELUHAN)


def test_a_bounce_of_no_letter_of_ours_changes_nothing(terkirim):
    lain = "<Zz3dEf6hIj9lMn2pQr5tUv8x@contoh.example>"
    assert pantulan.catat(pantulan.baca(surat("postfix", lain))) == 0
    terkirim.refresh_from_db()
    assert terkirim.status == Status.TERKIRIM


def test_bounces_stop_the_round(tulis):
    for n in range(10):
        tulis(f"orang{n}")
    Surel.objects.update(status=Status.TERKIRIM, selesai_pada=timezone.now())
    for nomor, surel in enumerate(Surel.objects.order_by("pk")[:3], 1):
        assert Penghentian.objects.count() == 0, nomor
        pantulan.catat(pantulan.baca(surat("postfix", surel.pesan_id)))
    assert Penghentian.objects.get().alasan.startswith("Dihentikan otomatis: 3 dari 10")


def test_tim_kerja_marks_by_hand_what_came_back_to_them(client, pelatihan_di, citra, budi):
    pelatihan_di(Tahap.REGISTRASI)
    surel = Surel.objects.get(jenis="undangan")
    alamat = f"/kotak-keluar/{surel.pk}/"
    client.force_login(budi)
    assert "Tandai Terpental" not in client.get(alamat).content.decode()
    Surel.objects.filter(pk=surel.pk).update(status=Status.TERKIRIM)
    client.force_login(citra)
    assert client.post(f"{alamat}terpental/", {"kelas": "alamat"}).status_code == 403
    client.force_login(budi)
    assert "Tandai Terpental" in client.get(alamat).content.decode()
    salah = client.post(f"{alamat}terpental/", {"kelas": "entah"}, follow=True)
    assert "Pilih sebab surel ini terpental." in salah.content.decode()
    client.post(f"{alamat}terpental/", {"kelas": "penuh"})
    surel.refresh_from_db()
    assert (surel.keadaan[0], surel.sebab) == (
        "Kotak Penuh",
        f"Ditandai terpental oleh {budi}: kotak penuh.",
    )


class _Imap(socketserver.StreamRequestHandler):
    """As much of IMAP4rev1 as is asked of a mailbox here."""

    def handle(self):
        self._kirim("* OK siap")
        for baris in self.rfile:
            tanda, perintah, *isi = baris.decode().split()
            perintah = isi.pop(0) if perintah == "UID" else perintah
            getattr(self, f"_{perintah.lower()}", lambda isi: None)(isi)
            gagal = perintah == "LOGIN" and self.server.tolak
            self._kirim(f"{tanda} {'NO salah' if gagal else 'OK beres'}")
            if perintah == "LOGOUT":
                return

    def _kirim(self, teks):
        self.wfile.write(teks.encode() + b"\r\n")

    def _capability(self, isi):
        self._kirim("* CAPABILITY IMAP4rev1")

    def _select(self, isi):
        self._kirim(f"* {len(self.server.surat)} EXISTS")

    def _search(self, isi):
        baru = [str(n) for n in self.server.surat if n not in self.server.terlihat]
        self._kirim(f"* SEARCH {' '.join(baru)}")

    def _fetch(self, isi):
        pesan = self.server.surat[int(isi[0])]
        self._kirim(f"* 1 FETCH (UID {isi[0]} BODY[]<0> {{{len(pesan)}}}")
        self.wfile.write(pesan + b")\r\n")

    def _store(self, isi):
        self.server.terlihat.add(int(isi[0]))


@pytest.fixture
def kotak(settings):
    """A mailbox of three: a bounce, somebody on leave, and what nobody can read."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Imap)
    server.daemon_threads = True
    server.surat = {3: surat("postfix"), 4: surat("cuti_exchange"), 9: b"\xff\0\xfe"}
    server.terlihat, server.tolak = set(), False
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.IMAP_URL = f"imap://pantulan:sandi%21@127.0.0.1:{server.server_address[1]}/INBOX"
    yield server
    server.shutdown()
    server.server_close()


def test_the_mailbox_is_read_once(kotak, terkirim):
    assert imap.baca_kotak() == (3, 1)
    assert kotak.terlihat == {3, 4, 9}
    assert imap.baca_kotak() == (0, 0)
    terkirim.refresh_from_db()
    assert terkirim.keadaan[0] == "Alamat Tidak Ada"


def test_a_bounce_that_comes_before_our_own_record_is_read_again(kotak, terkirim):
    Surel.objects.update(status=Status.DIKIRIM, sewa_sampai=timezone.now())
    imap.baca_kotak()
    assert kotak.terlihat == {4, 9}


def test_a_worker_that_dies_in_between_leaves_the_bounce_to_be_read_again(
    kotak, terkirim, monkeypatch
):
    monkeypatch.setattr(pantulan, "titik", _putus)
    with pytest.raises(RuntimeError):
        imap.baca_kotak()
    assert kotak.terlihat == set()
    monkeypatch.undo()
    imap.baca_kotak()
    terkirim.refresh_from_db()
    assert (kotak.terlihat, terkirim.status) == ({3, 4, 9}, Status.GAGAL)


def _putus(nama):
    raise RuntimeError(nama)


def test_a_mailbox_that_refuses_us_is_told_on_the_administrators_page(kotak):
    kotak.tolak = True
    papan = Papan()
    assert imap.Pemantul(papan).satu() == imap.JEDA_GALAT
    assert papan.kabar() == "Siap mengirim; kotak surel balik tidak dapat dibaca (error)"
