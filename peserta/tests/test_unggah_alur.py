"""Sari hands in documents: names, doubles, quota, deadline, scanner; and what breaks on the way."""

import datetime as dt
import io
import socketserver
import struct
import threading
import tracemalloc

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from eregistrasi.alat.models import IsiBerkas
from eregistrasi.alat.simpanan import SimpananTabel
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta import dukung, jawaban, pemindaian
from peserta.aturan.berkas import nama_rapi
from peserta.models import BerkasDukung, KeadaanBerkas, Konfirmasi
from peserta.tests import berkas_jahat as jahat
from peserta.tests.penyerah import PAS_FOTO, SURAT_TUGAS, Penyerah, bersedia
from surel.models import Surel

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari(pelatihan_di):
    _, (konfirmasi,) = bersedia(pelatihan_di)
    return Penyerah.masuk(konfirmasi)


def galat(jawab):
    return [teks for _, teks in jawab.context["salah"]]


def berbeda(n):
    return jahat.pdf(teks=b"halaman %d" % n)


def test_sari_sees_what_is_asked_and_that_it_has_arrived(sari):
    assert [(d.kode, d.lencana[0]) for d in sari.halaman.context["dokumen"]] == [
        ("SURAT_TUGAS", "Belum Diunggah"),
        ("PAS_FOTO", "Belum Diunggah"),
        ("SK_PANGKAT", "Belum Diunggah"),
        ("SK_JABATAN", "Belum Diunggah"),
    ]
    sari.unggah()
    assert "berkas telah diterima." in sari.teks
    assert sari.halaman.context["dokumen"][0].lencana[0] == "Menunggu Verifikasi"
    (baris,) = sari.konfirmasi.peserta.pelatihan.jejak.filter(aksi="unggah_dukung")
    assert (baris.pelaku, baris.sebagai) == (
        sari.konfirmasi.peserta.nama_lengkap,
        "Peserta Pelatihan",
    )
    sari.lihat(sari.alamat())
    assert "Menunggu Verifikasi" in sari.teks


def test_the_page_is_light_for_a_phone(sari, client):
    gaya = client.get("/static/css/peserta.css")
    assert len(sari.halaman.content) + 10_507 < 60 * 1024
    assert sari.teks.count("<script") == 0
    assert gaya.status_code in (200, 404)  # served from the disk by the server in front


def test_no_file_chosen(sari):
    jawab = sari.klien.post(sari.alamat(f"data-dukung/{SURAT_TUGAS}/"), sari.tanda())
    assert (jawab.status_code, galat(jawab)) == (422, ["Pilih berkas, lalu unggah kembali."])


def test_u03_only_what_was_announced_is_read(sari):
    """Our part: the server never reads beyond Content-Length; the time is the proxy's to bound."""
    tanda = sari.tanda()
    jawab = sari.klien.generic(
        "POST",
        sari.alamat(f"data-dukung/{SURAT_TUGAS}/"),
        _tubuh(tanda, jahat.pdf()),
        content_type="multipart/form-data; boundary=batas",
        CONTENT_LENGTH="10",
    )
    assert (jawab.status_code, BerkasDukung.objects.count()) in {(400, 0), (403, 0)}


def _tubuh(isian, isi, nama="surat.pdf", kepala=b"", batas=b"batas"):
    """A multipart body by hand."""
    bagian = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (batas, n.encode(), v.encode())
        for n, v in isian.items()
    )
    return (
        bagian + b'--%s\r\nContent-Disposition: form-data; name="berkas"; filename="%s"\r\n'
        b"Content-Type: application/pdf\r\n%s\r\n"
        % (batas, nama.encode(), kepala)
        + isi
        + b"\r\n--%s--\r\n" % batas
    )


def kirim_mentah(sari, tubuh, jenis="multipart/form-data; boundary=batas", **lain):
    return sari.klien.generic(
        "POST", sari.alamat(f"data-dukung/{SURAT_TUGAS}/"), tubuh, content_type=jenis, **lain
    )


NAMA = {
    "../../x.pdf": "x.pdf",
    "C:\\dalam\\x.pdf": "x.pdf",
    "n" * 300 + ".pdf": "n" * 95 + "….pdf",
    "surat%0D%0ASet-Cookie: a.pdf": "surat%0D%0ASet-Cookie: a.pdf",  # as browsers send it
    "sk \"asli\" 'b'.pdf": "sk \"asli\" 'b'.pdf",
    "surat\u202efdp.exe.pdf": "suratfdp.exe.pdf",
    "🎉 surat.pdf": "🎉 surat.pdf",
}


@pytest.mark.parametrize("nama", NAMA)
def test_u26_names_are_labels_and_never_paths(nama, sari):
    sari.unggah(nama=nama)
    (berkas,) = sari.berkas
    label = berkas.nama
    assert label == NAMA[nama]
    folder, _, simpan = berkas.berkas.name.partition("/")
    assert (folder, len(simpan), simpan[-4:]) == ("data-dukung", 36, ".pdf")
    assert not set("\r\n\u202e/\\") & set(label)


def test_u26_a_line_end_in_a_name_starts_no_line():
    assert nama_rapi("surat\r\nSet-Cookie: a.pdf") == "surat Set-Cookie: a.pdf"


def test_u27_markup_in_a_name_is_shown_as_written(sari):
    sari.unggah(nama="&lt;img src=x onerror=alert(1)>.pdf")
    assert sari.berkas[0].nama == "<img src=x onerror=alert(1)>.pdf"
    assert "<img src=x" not in sari.teks
    assert "&lt;img src=x onerror=alert(1)&gt;.pdf" in sari.teks


def test_u28_two_files_of_one_name_are_both_kept(sari):
    sari.unggah(berbeda(1), "scan.pdf")
    sari.unggah(berbeda(2), "scan.pdf")
    assert [(b.urut, b.nama) for b in sari.berkas] == [(1, "scan.pdf"), (2, "scan.pdf")]


def test_u29_the_same_bytes_twice_for_one_document(sari):
    sari.unggah(nama="pertama.pdf")
    jawab = sari.unggah(nama="kedua.pdf")
    assert jawab.status_code == 422
    (pesan,) = galat(jawab)
    assert pesan.startswith("Berkas yang sama sudah diunggah: pertama.pdf, ")
    assert [b.nama for b in sari.berkas] == ["pertama.pdf"]


def test_u29_one_scan_may_hold_two_documents(sari):
    sari.unggah()
    sari.unggah(dokumen="SK_PANGKAT")
    assert [b.data_dukung.kode for b in sari.berkas] == ["SURAT_TUGAS", "SK_PANGKAT"]


def penuh(sari, jumlah=dukung.KUOTA):
    """So many files of one person, through the verb."""
    dokumen = sari.konfirmasi.peserta.pelatihan.data_dukung.get(kode=SURAT_TUGAS)
    for n in range(jumlah):
        dukung.serahkan(sari.konfirmasi, dokumen, isi=berbeda(n), nama=f"{n}.pdf")


def test_u30_the_eleventh_file(sari):
    penuh(sari)
    jawab = sari.unggah(berbeda(99), dokumen="SK_PANGKAT")
    assert (jawab.status_code, len(sari.berkas)) == (422, 10)
    assert galat(jawab)[0].startswith("Paling banyak 10 berkas untuk satu peserta.")


def test_u30_replacing_needs_no_room(sari):
    penuh(sari)
    assert sari.unggah(berbeda(99), ganti="1").status_code == 200
    assert [b.nama for b in sari.berkas] == ["surat.pdf"]


def test_u31_a_document_that_this_training_does_not_ask(sari, pelatihan_di):
    lain = pelatihan_di(Tahap.REGISTRASI, kode="PT-LAIN", ketua="ketua2", tim="tim2")
    lain.data_dukung.filter(kode=PAS_FOTO).update(kode="KTP")
    assert sari.unggah(dokumen="KTP").status_code == 404
    assert not BerkasDukung.objects.exists()


def test_u31_a_file_of_somebody_else(pelatihan_di):
    _, (pertama, kedua) = bersedia(pelatihan_di, 2)
    sari, tono = Penyerah.masuk(pertama), Penyerah.masuk(kedua)
    sari.unggah()
    assert tono.lihat(tono.alamat("data-dukung/berkas/1/")).status_code == 404
    assert tono.hapus(1).status_code == 404
    asing = tono.klien.get(sari.alamat("data-dukung/berkas/1/"))
    assert asing.status_code == 403
    assert len(sari.berkas) == 1


def _mundurkan(p, **ubah):
    Pelatihan.objects.filter(pk=p.pk).update(**ubah)


def test_u32_after_the_deadline_the_one_to_call_is_named(sari):
    tanda = sari.tanda()
    p = sari.konfirmasi.peserta.pelatihan
    _mundurkan(p, batas_data_dukung=timezone.now() - dt.timedelta(seconds=1))
    jawab = kirim_mentah(sari, _tubuh(tanda, jahat.pdf()))
    isi = jawab.content.decode()
    assert (jawab.status_code, BerkasDukung.objects.count()) == (409, 0)
    assert "Batas data dukung telah lewat" in isi
    assert "Narahubung: Kadek Dwi Arsana Putra, S.Kom." in isi
    assert 'type="file"' not in isi


def test_u32_the_clock_is_the_databases(sari):
    with time_machine.travel(timezone.now() + dt.timedelta(days=300), tick=True):
        konfirmasi = Konfirmasi.objects.lengkap().get(pk=sari.konfirmasi.pk)
        dokumen = konfirmasi.peserta.pelatihan.data_dukung.first()
        dukung.serahkan(konfirmasi, dokumen, isi=jahat.pdf(), nama="a.pdf")
    assert len(sari.berkas) == 1


def test_u32_without_a_deadline_of_its_own_it_is_the_first_day(sari):
    p = sari.konfirmasi.peserta.pelatihan
    _mundurkan(p, batas_data_dukung=None)
    p.refresh_from_db()
    assert timezone.localtime(p.batas_dukung).replace(tzinfo=None) == dt.datetime.combine(
        p.mulai, dt.time(23, 59)
    )


def test_whoever_does_not_come_is_asked_for_nothing(pelatihan_di):
    _, (k,) = bersedia(pelatihan_di)
    sari = Penyerah.masuk(k)
    tanda = sari.tanda()
    jawaban.jawab(
        k, pilihan="tidak_bersedia", alasan="TUGAS_BELAJAR", dilihat=k.bukti_berlaku.jawaban_id
    )
    dokumen = sari.lihat(sari.alamat("data-dukung/")).context["dokumen"]
    assert [(d.kode, d.wajib) for d in dokumen] == [("SURAT_KETERANGAN", False)]
    jawab = kirim_mentah(sari, _tubuh(tanda, jahat.pdf()))
    assert (jawab.status_code, BerkasDukung.objects.count()) == (409, 0)
    assert "hanya diterima dari peserta yang menyatakan bersedia" in jawab.content.decode()


def test_u33_fifty_megabytes_in_base64_stay_small_in_memory(sari):
    tanda = sari.tanda()
    tubuh = _tubuh(tanda, b"QUFB" * 12_500_000, kepala=b"Content-Transfer-Encoding: base64\r\n")
    tracemalloc.start()
    jawab = kirim_mentah(sari, tubuh)
    _, puncak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (jawab.status_code, BerkasDukung.objects.count()) == (422, 0)
    assert puncak < len(tubuh) + 30_000_000  # the test client itself holds the body


def test_u34_a_body_of_five_thousand_parts(sari):
    tanda = sari.tanda()
    batu = b"".join(
        b'--batas\r\nContent-Disposition: form-data; name="b"; filename="%d.pdf"\r\n\r\nx\r\n' % n
        for n in range(5000)
    )
    assert kirim_mentah(sari, batu + _tubuh(tanda, jahat.pdf())).status_code == 400
    assert not BerkasDukung.objects.exists()


def test_u34_a_body_within_a_body(sari):
    dalam = _tubuh({}, jahat.pdf(), batas=b"dalam")
    jawab = kirim_mentah(
        sari,
        _tubuh(sari.tanda(), dalam, kepala=b"X: multipart/mixed; boundary=dalam\r\n"),
    )
    assert (jawab.status_code, galat(jawab)[0][:27]) == (422, "Jenis berkas tidak didukung")


def test_u36_a_line_that_breaks_in_the_middle_leaves_nothing(sari):
    """What arrives is half a file: it is read in memory only, so there is nothing to remove."""
    tubuh = _tubuh(sari.tanda(), jahat.pdf(teks=bytes(range(256)) * 400, compress_streams=False))
    jawab = kirim_mentah(
        sari,
        tubuh,
        CONTENT_LENGTH=str(len(tubuh)),
        **{"wsgi.input": io.BytesIO(tubuh[: len(tubuh) // 2])},
    )
    assert jawab.status_code in (400, 422)
    assert (
        BerkasDukung.objects.count(),
        IsiBerkas.objects.filter(nama__startswith="data-d").count(),
    ) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_u37_two_who_want_the_last_place(pelatihan_di):
    _, (konfirmasi,) = bersedia(pelatihan_di)
    sari = Penyerah.masuk(konfirmasi)
    penuh(sari, 9)
    dokumen = konfirmasi.peserta.pelatihan.data_dukung.get(kode="SK_PANGKAT")
    pagar, hasil = threading.Barrier(4), []

    def unggah(n):
        try:
            pagar.wait()
            dukung.serahkan(konfirmasi, dokumen, isi=berbeda(100 + n), nama=f"{n}.pdf")
            hasil.append("diterima")
        except dukung.BerkasDitolak:
            hasil.append("penuh")
        finally:
            connection.close()

    utas = [threading.Thread(target=unggah, args=(n,)) for n in range(4)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == ["diterima", "penuh", "penuh", "penuh"]
    assert len(sari.berkas) == 10
    simpan = IsiBerkas.objects.filter(nama__startswith="data-dukung/").count()
    assert simpan == 10  # the bytes of the refused went with their transaction


def test_u38_a_full_disk_leaves_no_row(sari, monkeypatch):
    tanda = sari.tanda()

    def penuh_(self, name, content):
        raise OperationalError("could not extend file: No space left on device")

    monkeypatch.setattr(SimpananTabel, "_save", penuh_)
    jawab = kirim_mentah(sari, _tubuh(tanda, jahat.pdf()))
    assert (jawab.status_code, BerkasDukung.objects.count()) == (503, 0)
    monkeypatch.undo()
    assert sari.unggah().status_code == 200


class Clamd(socketserver.ThreadingTCPServer):
    """Speaks INSTREAM as the real one does; finds the test signature and nothing else."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, jawab=None):
        self.jawab, self.diterima = jawab, []
        super().__init__(("127.0.0.1", 0), _Tanya)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def alamat(self):
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class _Tanya(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        isi = b""
        while n := struct.unpack(">I", self.rfile.read(4))[0]:
            isi += self.rfile.read(n)
        self.server.diterima.append(len(isi))
        temuan = jahat.EICAR in isi
        bawaan = b"stream: Eicar-Test-Signature FOUND" if temuan else b"stream: OK"
        self.wfile.write((self.server.jawab or bawaan) + b"\0")


@pytest.fixture
def clamd(settings):
    dibuka = []

    def buka(jawab=None):
        server = Clamd(jawab)
        dibuka.append(server)
        settings.PEMINDAI = server.alamat
        return server

    yield buka
    for server in dibuka:
        server.shutdown()
        server.server_close()


def bervirus():
    return jahat.pdf(teks=jahat.EICAR, compress_streams=False)


def test_u23_a_virus_is_put_away_told_and_written_down(sari, clamd):
    server = clamd()
    assert jahat.EICAR in bervirus()
    jawab = sari.unggah(bervirus())
    assert (jawab.status_code, galat(jawab)) == (422, [dukung.BERBAHAYA])
    (baris,) = BerkasDukung.objects.all()
    assert (baris.keadaan, baris.berkas.name, sari.berkas) == (KeadaanBerkas.KARANTINA, "", [])
    assert "Ditolak: Terdeteksi Berbahaya" in sari.teks
    assert sari.lihat(sari.alamat("data-dukung/berkas/1/")).status_code == 404
    jejak = baris.konfirmasi.peserta.pelatihan.jejak.get(aksi="unggah_dukung")
    assert "terdeteksi Eicar-Test-Signature" in jejak.tindakan
    assert not IsiBerkas.objects.filter(nama__startswith="data-dukung/").exists()
    assert sari.unggah().status_code == 200  # another file takes its place
    assert server.diterima == [len(bervirus()), len(jahat.pdf())]
    assert "Terdeteksi Berbahaya" not in sari.teks


@pytest.mark.parametrize("jawab", [b"INSTREAM size limit exceeded. ERROR", b"?"])
def test_u40_a_scanner_that_does_not_say_clean_has_not_said_it(jawab, sari, clamd):
    clamd(jawab)
    sari.unggah()
    assert sari.berkas[0].keadaan == KeadaanBerkas.PINDAI


def test_u40_what_was_not_scanned_is_not_handed_out(sari, clamd, settings, client, budi):
    settings.PEMINDAI = "unix:/tidak/ada/clamd.ctl"
    assert sari.unggah().status_code == 200
    (berkas,) = sari.berkas
    assert sari.halaman.context["dokumen"][0].lencana[0] == "Menunggu Pemindaian"
    sendiri = sari.lihat(sari.alamat("data-dukung/berkas/1/"))
    assert sendiri.status_code == 409
    assert "menunggu pemindaian virus" in sendiri.content.decode()
    client.force_login(budi)
    dasar = f"/pelatihan/{berkas.data_dukung.pelatihan.kode}/data-dukung/"
    kantor = client.get(f"{dasar}{berkas.pk}/unduh/")
    assert (kantor.status_code, "menunggu pemindaian virus" in kantor.content.decode()) == (
        409,
        True,
    )
    assert client.get(f"{dasar}{berkas.pk}/gambar/").status_code == 404

    clamd()
    pemindaian._terakhir["pindai"] = -pemindaian.JEDA_PINDAI
    pemindaian.pindai_yang_menunggu()
    assert sari.berkas[0].keadaan == KeadaanBerkas.MENUNGGU
    assert client.get(f"{dasar}{berkas.pk}/unduh/").status_code == 200


def test_u40_a_virus_found_later_is_removed_and_the_owner_written_to(sari, clamd, settings):
    settings.PEMINDAI = "tcp://127.0.0.1:1"
    sari.unggah(bervirus())
    assert sari.berkas[0].keadaan == KeadaanBerkas.PINDAI
    clamd()
    pemindaian._terakhir["pindai"] = -pemindaian.JEDA_PINDAI
    pemindaian.pindai_yang_menunggu()
    (baris,) = BerkasDukung.objects.all()
    assert (baris.keadaan, baris.berkas.name) == (KeadaanBerkas.KARANTINA, "")
    assert not IsiBerkas.objects.filter(nama__startswith="data-dukung/").exists()
    assert dukung.BERBAHAYA in Surel.objects.get(jenis="perbaikan_dukung").teks
    jejak = baris.konfirmasi.peserta.pelatihan.jejak.get(aksi="karantina")
    assert jejak.pelaku == "Pemindai Virus"


def test_sari_takes_back_what_nobody_has_checked(sari):
    sari.unggah()
    assert sari.hapus(1).status_code == 200
    assert sari.berkas == []
    assert not IsiBerkas.objects.filter(nama__startswith="data-dukung/").exists()


def test_what_was_checked_cannot_be_taken_back(sari, budi):
    sari.unggah()
    BerkasDukung.objects.update(
        keadaan=KeadaanBerkas.SESUAI, diperiksa_oleh=budi, diperiksa_pada=timezone.now()
    )
    assert sari.hapus(1).status_code == 409
    jawab = sari.unggah(berbeda(2))
    assert galat(jawab) == ["Dokumen ini sudah dinyatakan sesuai. Tidak perlu diunggah lagi."]
    assert len(sari.berkas) == 1


def test_without_the_mark_of_the_page_nothing_is_taken(sari):
    tanda = sari.tanda() | {"dilihat": "palsu"}
    jawab = kirim_mentah(sari, _tubuh(tanda, jahat.pdf()))
    assert (jawab.status_code, BerkasDukung.objects.count()) == (403, 0)
    tanpa = Client().post(sari.alamat(f"data-dukung/{SURAT_TUGAS}/"), {"berkas": io.BytesIO(b"x")})
    assert tanpa.status_code == 403


def test_too_many_tries_in_a_minute_are_asked_to_wait(sari, monkeypatch):
    monkeypatch.setattr("peserta.views_unggah.UNGGAH_MAKS", 2)
    status = [sari.unggah(b"", dokumen=PAS_FOTO).status_code for _ in range(3)]
    assert status == [422, 422, 429]
