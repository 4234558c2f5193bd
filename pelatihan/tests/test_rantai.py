"""The trail: chained by PostgreSQL, checked by Python; nothing done to it by SQL goes unseen."""

import hashlib
import io
import json
import random
import runpy
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from pelatihan import rantai
from pelatihan.alur import catat_jejak
from pelatihan.models import AWAL, Jejak, RantaiJejak, TambatanJejak
from pelatihan.sop import Tahap
from surel.models import Surel

pytestmark = pytest.mark.django_db
TEKS = ["aksi", "pelaku", "sebagai", "mewakili", "tindakan", "catatan"]


def sql(perintah, *nilai):
    with connection.cursor() as kursor:
        kursor.execute(perintah, nilai)


def lumpuhkan():
    """What only the owner of the tables can do, and what the chain is there to tell."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    for tabel in ("jejak", "rantaijejak", "tambatanjejak", "dokumen"):
        sql(f"ALTER TABLE pelatihan_{tabel} DISABLE TRIGGER USER")


def ubah(acak, baris):
    kolom = acak.choice(TEKS)
    sql(f"UPDATE pelatihan_jejak SET {kolom} = {kolom} || 'x' WHERE id = %s", baris.pk)  # noqa: S608
    return baris.nomor


def geser_waktu(acak, baris):
    sql(
        "UPDATE pelatihan_jejak SET waktu = waktu + interval '1 microsecond' WHERE id = %s",
        baris.pk,
    )
    return baris.nomor


def hapus(acak, baris):
    sql("DELETE FROM pelatihan_jejak WHERE id = %s", baris.pk)
    return baris.nomor


def potong_ekor(acak, baris):
    sql(
        "DELETE FROM pelatihan_jejak WHERE pelatihan_id = %s AND nomor >= %s",
        baris.pelatihan_id,
        baris.nomor,
    )
    return baris.nomor


def ganti_pelaku(acak, baris):
    sql("UPDATE pelatihan_jejak SET oleh_id = NULL, pelaku = 'Orang Lain' WHERE id = %s", baris.pk)
    return baris.nomor


def sisipkan(acak, baris):
    """A forged line after the last one, its hash rightly reckoned; only the head tells."""
    ekor = Jejak.objects.filter(pelatihan=baris.pelatihan_id).latest("nomor")
    palsu = Jejak(
        pelatihan_id=baris.pelatihan_id,
        nomor=ekor.nomor + 1,
        aksi="jawab",
        pelaku="Orang Lain",
        sebagai="Peserta",
        tindakan="menyatakan bersedia",
    )
    palsu.pk = Jejak.objects.latest("pk").pk + 1
    palsu.sidik = rantai.sidik(rantai.naskah(palsu, ekor.sidik))
    palsu.save(force_insert=True)
    return palsu.nomor


def tukar(acak, baris):
    lain = Jejak.objects.filter(pelatihan=baris.pelatihan_id).exclude(pk=baris.pk).order_by("?")[0]
    n = baris.nomor, lain.nomor
    for pk, nomor in ((baris.pk, 10_000), (lain.pk, n[0]), (baris.pk, n[1])):
        sql("UPDATE pelatihan_jejak SET nomor = %s WHERE id = %s", nomor, pk)
    return min(n)


def ganti_sidik(acak, baris):
    """The line is rewritten together with its own hash; the next one, or the head, tells."""
    baris.tindakan = "menyatakan tidak bersedia"
    lalu = Jejak.objects.filter(pelatihan=baris.pelatihan_id, nomor=baris.nomor - 1).first()
    baris.sidik = rantai.sidik(rantai.naskah(baris, lalu.sidik if lalu else AWAL))
    baris.save()
    return min(baris.nomor + 1, baris.pelatihan.jejak.count())


def ganti_kepala(acak, baris):
    sql("UPDATE pelatihan_rantaijejak SET sidik = %s WHERE pelatihan_id = %s", AWAL,
        baris.pelatihan_id)  # fmt: skip
    return baris.pelatihan.jejak.count()


def buang_kepala(acak, baris):
    sql("DELETE FROM pelatihan_rantaijejak WHERE pelatihan_id = %s", baris.pelatihan_id)
    return baris.pelatihan.jejak.count()


CARA = [
    ubah, geser_waktu, hapus, potong_ekor, ganti_pelaku, sisipkan, tukar, ganti_sidik,
    ganti_kepala, buang_kepala,
]  # fmt: skip


def test_a_hundred_random_tamperings_by_sql_are_all_found_and_named(pelatihan_di):
    acak = random.Random(20261124)  # noqa: S311
    kasus = [pelatihan_di(Tahap.PENGOLAHAN), pelatihan_di(Tahap.REGISTRASI)]
    assert rantai.periksa() == []
    lumpuhkan()
    for ke in range(100):
        baris = acak.choice(list(Jejak.objects.filter(pelatihan=acak.choice(kasus))))
        titik = transaction.savepoint()
        nomor = CARA[ke % len(CARA)](acak, baris)
        pertama = rantai.periksa()[0]
        assert (pertama.kode, pertama.nomor) == (baris.pelatihan.kode, nomor), CARA[ke % len(CARA)]
        transaction.savepoint_rollback(titik)
    assert rantai.periksa() == []


def rantai_ulang(p):
    """Whoever knows the way may forge a line and reckon the rest of the chain anew."""
    sebelum = AWAL
    for j in p.jejak.order_by("nomor"):
        j.sidik = rantai.sidik(rantai.naskah(j, sebelum))
        j.save()
        sebelum = j.sidik
    RantaiJejak.objects.filter(pelatihan=p).update(sidik=sebelum)


def test_a_chain_forged_from_end_to_end_differs_from_what_papers_have_printed(pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    lumpuhkan()
    p.jejak.filter(nomor=1).update(pelaku="Orang Lain")
    rantai_ulang(p)
    putus = rantai.periksa()
    assert putus[0].nomor == 1
    assert "tercetak pada" in putus[0].sebab


def test_the_daily_knot_ties_all_trainings_once_a_day(pelatihan_di, settings):
    settings.TAMBATAN_SUREL = "arsip@contoh.example"
    satu, dua = pelatihan_di(Tahap.DISPOSISI_KETUA), pelatihan_di(Tahap.REGISTRASI)
    with time_machine.travel("2030-01-02T02:00:00Z"):
        pertama = rantai.tambatkan()
        assert rantai.tambatkan() is None
    assert pertama.sidik in Surel.objects.get(kepada="arsip@contoh.example").teks
    assert [b[:2] for b in pertama.kepala] == [
        [p.pk, p.jejak.count()] for p in sorted((satu, dua), key=lambda p: p.pk)
    ]
    with time_machine.travel("2030-01-03T02:00:00Z"):
        assert rantai.tambatkan() is None  # nothing moved
    assert rantai.periksa() == []
    lumpuhkan()
    TambatanJejak.objects.update(kepala=[])
    assert [str(b) for b in rantai.periksa()] == [
        f"semua pelatihan, baris ke-{pertama.pk}: tambatan 02-01-2030 diubah."
    ]


@pytest.mark.parametrize(
    "perintah",
    [
        "TRUNCATE pelatihan_jejak",
        "TRUNCATE pelatihan_dokumen CASCADE",
        "TRUNCATE pelatihan_pelatihan CASCADE",
        "TRUNCATE peserta_jawaban CASCADE",
        "TRUNCATE peserta_koreksipeserta",
        "TRUNCATE laporan_laporan CASCADE",
        "TRUNCATE laporan_pemeriksaan CASCADE",
        "TRUNCATE laporan_penerimaan CASCADE",
        "UPDATE pelatihan_jejak SET sidik = ''",
        "DELETE FROM pelatihan_tambatanjejak",
    ],
)
def test_the_owner_of_the_tables_is_refused_too(perintah, pelatihan_di):
    pelatihan_di(Tahap.DISPOSISI_KETUA)
    rantai.tambatkan()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        sql(perintah)


def test_postgresql_and_python_write_the_same_words(pelatihan_di, ratna):
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    aneh = 'Nur\'aini "Ö" \\ garis\tbaru\n꧋ \x7f \x01 𝒳'
    j = Jejak.objects.create(
        pelatihan=p, aksi="x", oleh=ratna, pelaku=aneh, sebagai="s", tindakan="t", catatan=aneh
    )
    j.refresh_from_db()
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT jejak_naskah(j, %s) FROM pelatihan_jejak j WHERE id = %s", [AWAL, j.pk]
        )
        assert kursor.fetchone()[0] == rantai.naskah(j, AWAL)
    assert rantai.periksa() == []
    assert rantai.kepala(p) == {"nomor": j.nomor, "sidik": j.sidik}


def test_the_command_names_the_first_broken_line_and_a_text_dump_tells_the_same(
    pelatihan_di, tmp_path
):
    p = pelatihan_di(Tahap.REGISTRASI)
    pelatihan_di(Tahap.DISPOSISI_KETUA)
    tuangan = tmp_path / "jejak.txt"
    keluar = io.StringIO()
    call_command("periksa_jejak", tuang=str(tuangan), stdout=keluar)
    assert f"Rantai jejak utuh: {Jejak.objects.count()} baris pada 2" in keluar.getvalue()
    with pytest.raises(CommandError, match="Jejak tidak dapat dituang"):
        call_command("periksa_jejak", tuang=str(tmp_path / "tidak_ada" / "jejak.txt"))
    naskah = Path(settings.BASE_DIR, "docs", "periksa_jejak_teks.py")
    periksa = runpy.run_path(str(naskah))["periksa"]
    baris = tuangan.read_text().splitlines()
    assert periksa(baris) == ""
    assert json.loads(baris[0].partition("\t")[2])[0] == AWAL
    assert periksa([b.replace("mengirim", "menarik", 1) for b in baris]).startswith("Baris 1: isi")
    assert periksa(baris[:2] + baris[3:]).startswith("Baris 3: tidak menyambung")
    assert "ujung rantai" in periksa(baris[:-3] + baris[-2:])
    for isi in ("{", "5", "{}", "[1]", '["a", "b", "c"]', "[" * 100_000):
        sidik = hashlib.sha256(isi.encode()).hexdigest()
        assert periksa([f"{sidik}\t{isi}"]) == "Baris 1: bukan baris jejak."
        assert periksa([*baris, f"#{sidik}\t{isi}"]) != ""
    rusak = tmp_path / "rusak.txt"
    rusak.write_bytes(tuangan.read_bytes().replace(b"mengirim", b"m\xff\xfeirim", 1))
    for alamat, kata in (
        (rusak, "Baris 1: isi"),
        (tmp_path / "tidak_ada", "dibaca"),
        (None, "Cara"),
    ):
        tanya = [sys.executable, naskah, *filter(None, [alamat])]
        jawab = subprocess.run(tanya, capture_output=True, text=True, check=False)
        assert (jawab.returncode, kata in jawab.stdout + jawab.stderr) == (1, True)
        assert "Traceback" not in jawab.stderr

    lumpuhkan()
    p.jejak.filter(nomor=2).update(tindakan="tidak berbuat apa-apa")
    with pytest.raises(CommandError, match=f"{p.kode}, baris ke-2: isi baris tidak sesuai"):
        call_command("periksa_jejak", stderr=io.StringIO())


def test_the_trail_over_all_trainings_shows_each_what_they_may_see(
    client, pelatihan_di, ratna, citra, erna
):
    satu = pelatihan_di(Tahap.PENYIAPAN)
    dua = pelatihan_di(Tahap.DISPOSISI_KETUA, ketua="ketua2", tim="tim2")
    terlihat = {}
    for akun in (ratna, citra, erna):
        client.force_login(akun)
        isi = client.get("/jejak/").content.decode()
        terlihat[akun] = [p.kode in isi for p in (satu, dua)]
    assert terlihat == {ratna: [True, True], citra: [True, False], erna: [False, True]}


@pytest.mark.django_db(transaction=True)
def test_lines_that_come_at_once_stand_one_after_the_other(pelatihan_di):
    """Four desks write without holding the case, a fifth holds it: nobody waits for ever."""
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    sudah, palang = p.jejak.count(), threading.Barrier(5)

    def tulis(n):
        palang.wait()
        for ke in range(5):
            with transaction.atomic():
                if n == 0:
                    type(p).objects.kunci(p.pk)
                catat_jejak(p, "lihat", f"melihat {n}.{ke}", pelaku="Sistem", sebagai="uji")
        connection.close()

    utas = [threading.Thread(target=tulis, args=[n]) for n in range(5)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert p.jejak.count() == sudah + 25
    assert sorted(p.jejak.values_list("nomor", flat=True)) == list(range(1, sudah + 26))
    assert rantai.periksa() == []
