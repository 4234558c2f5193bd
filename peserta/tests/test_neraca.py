"""The balance of letters: it adds up wherever they go, and names whoever is missing."""

import random
from collections import defaultdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pelatihan.sop import Tahap
from peserta.daftar import Saringan
from peserta.models import Konfirmasi
from peserta.neraca import neraca
from peserta.tests.test_hitungan import Langkah, orang
from surel.models import Kelas, Status, Surel

pytestmark = pytest.mark.django_db


def teks(halaman):
    return " ".join(halaman.content.decode().split())


def alamat(p):
    return f"/pelatihan/{p.kode}/peserta/neraca/"


def ditelusuri(p):
    """What has to be explained, person by person: {kind of difference: names}."""
    beda = defaultdict(set)
    for o in p.peserta.aktif().select_related("konfirmasi"):
        k = getattr(o, "konfirmasi", None)
        if k is None:
            beda["belum_diundang"].add(o.pk)
            continue
        if k.jawaban_kini:
            continue
        surat = Surel.objects.filter(kunci=f"undangan:{k.pk}:{k.putaran}").first()
        if not o.email:
            beda["tanpa_surel"].add(o.pk)
        elif surat is None:
            beda["hilang"].add(o.pk)
        elif surat.kepada != o.email:
            beda["alamat_lain"].add(o.pk)
        if surat and surat.status in (Status.GAGAL, Status.DITAHAN):
            beda["tak_sampai"].add(o.pk)
    return beda


def test_it_adds_up_whatever_people_and_letters_go_through(pelatihan_di, budi):
    acak = random.Random(20261124)  # noqa: S311 -- a walk, not a secret
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(4)])
    pelatihan_di(Tahap.PENYIAPAN)
    jalan = Langkah(p, budi, acak)
    nasib = [(s, "") for s in Status if s != Status.DIKIRIM]
    nasib += [(s, k) for s in (Status.GAGAL, Status.TUNDA) for k in Kelas]
    for _ in range(8):
        jalan.satu()
        surat = Surel.objects.filter(jenis="undangan").order_by("?").first()
        status, kelas = acak.choice(nasib)
        Surel.objects.filter(pk=surat.pk).update(status=status, kelas=kelas)
        n, angka = neraca(p), p.peserta.hitung()
        assert n.peserta == n.jumlah_surat == n.jumlah_jawaban == angka["dipanggil"]
        assert n.jawaban == {k: angka[k] for k in n.jawaban}
        for _, saring, jumlah in n.surat:
            if saring:  # the list behind a figure holds whom it counts
                assert Saringan(surat=saring).terapkan(p).count() == jumlah
        assert {b.nilai: {o.pk for o in b.orang} for b in n.beda} == ditelusuri(p)
        assert n.seimbang == (not any(b.salah for b in n.beda))


def test_a_lost_letter_is_red_with_the_name_of_its_person(client, budi, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n, nama=f"Orang {n}") for n in range(3)])
    client.force_login(budi)
    assert "<b>Seimbang.</b> 3 peserta" in teks(client.get(alamat(p)))
    hilang = Konfirmasi.objects.get(peserta__nama="Orang 1")
    Surel.objects.filter(kunci=f"undangan:{hilang.pk}:1").delete()
    isi = teks(client.get(alamat(p)))
    assert "<b>Tidak seimbang.</b>" in isi
    assert "undangannya tidak ada di Kotak Keluar" in isi
    nama = hilang.peserta.nama_lengkap
    assert f'<a href="{hilang.peserta.get_absolute_url()}">{nama}</a>' in isi
    [beda] = [b for b in neraca(p).beda if b.salah]
    assert (beda.nilai, beda.orang) == ("hilang", [hilang.peserta])


def test_who_has_no_address_is_explained_and_no_fault(client, budi, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(0), orang(1, email="")])
    client.force_login(budi)
    isi = teks(client.get(alamat(p)))
    assert "<b>Seimbang.</b>" in isi
    assert "Belum menjawab dan belum punya surel" in isi
    assert "Diundang Tanpa Surel" in isi
    assert f'href="/pelatihan/{p.kode}/peserta/tautan/">Slip dan daftar tautan</a>' in isi


def test_many_people_cost_no_more_questions_than_one(client, budi, pelatihan_di):
    client.force_login(budi)
    tanya = []
    for jumlah in (1, 12):
        p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(jumlah)])
        Surel.objects.filter(kelompok=f"pelatihan:{p.pk}").update(status=Status.GAGAL)
        client.get(alamat(p))  # the first page of a session asks for more
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(alamat(p)).status_code == 200
        tanya.append(len(kueri))
    assert tanya[0] == tanya[1]


def test_the_whole_training_may_look_and_nobody_else(client, pelatihan_di, citra, ratna, dodi):
    p = pelatihan_di(Tahap.REGISTRASI)
    status = {}
    for siapa in (citra, ratna, dodi):
        client.force_login(siapa)
        status[siapa.username] = client.get(alamat(p)).status_code
    assert status == {"citra": 200, "ratna": 200, "dodi": 404}
