"""Good files damaged at random, the same way each time: always a verdict, and soon."""

import random
import re
import time

import pytest

from peserta.impor import hasil
from peserta.impor.anak import _jawaban
from peserta.impor.judul import BIDANG
from peserta.tests.berkas_keras import LEMBAR, SARI, TOGAR, bongkar, bungkus, daftar, seperti_excel
from peserta.tests.tata_kantor import KANTOR
from peserta.tests.tata_letak import JUDUL

BAIK = [
    daftar(SARI, TOGAR),
    seperti_excel(daftar(*[SARI] * 30)),
    JUDUL["groups over three rows"].isi,
    KANTOR["people on two rows each, merged"].isi,
    KANTOR["everything stacked"].isi,
]
SEL = [
    b'<c r="A2" t="e"><v>#REF!</v></c>',
    b'<c r="ZZZ99999999"><v>1</v></c>',
    b'<c r="A2" t="s"><v>99999999</v></c>',
    b'<c r="A2" t="s"><v>-1</v></c>',
    b'<c r="A2"><v>1e999</v></c>',
    b'<c r="A2" t="d"><v>1990-99-99</v></c>',
    b'<c r="A2" t="zzz" s="999999"><v>9</v></c>',
    b'<c r="A2" t="inlineStr" s="x"/>',
    b'<c r="A2"><f>A1</f></c>',
    b'<c r="1A"><v>nan</v></c>',
    b'<c r="A2" t="inlineStr"><is><t>%s</t></is></c>' % (b"A" * 400_000),
]


def ubah_bit(acak, isi):
    rusak = bytearray(isi)
    for _ in range(acak.randint(1, 30)):
        rusak[acak.randrange(len(rusak))] ^= 1 << acak.randrange(8)
    return bytes(rusak)


def potong(acak, isi):
    return isi[: acak.randrange(1, len(isi))]


def tukar_bagian(acak, isi):
    bagian = bongkar(isi)
    satu, dua = acak.sample(sorted(bagian), 2)
    bagian[satu], bagian[dua] = bagian[dua], bagian[satu]
    return bungkus(bagian)


def buang_bagian(acak, isi):
    bagian = bongkar(isi)
    del bagian[acak.choice(sorted(bagian))]
    return bungkus(bagian)


def ganti_sel(acak, isi):
    bagian = bongkar(isi)
    letak = [c.span() for c in re.finditer(rb"<c .*?(?:/>|</c>)", bagian[LEMBAR], re.DOTALL)]
    for awal, akhir in sorted(acak.sample(letak, 3), reverse=True):
        bagian[LEMBAR] = bagian[LEMBAR][:awal] + acak.choice(SEL) + bagian[LEMBAR][akhir:]
    return bungkus(bagian)


def ganti_unsur(acak, isi):
    bagian = bongkar(isi)
    nama = acak.choice(sorted(bagian))
    unsur = re.findall(rb'<[^>]+>|="[^"]*"', bagian[nama])
    for _ in range(3):
        cari, jadi = acak.choice(unsur), acak.choice([*unsur, b"", b'="-1"', b'="99999999999"'])
        bagian[nama] = bagian[nama].replace(cari, jadi, 1)
    return bungkus(bagian)


CARA = (ubah_bit, potong, tukar_bagian, buang_bagian, ganti_sel, ganti_unsur)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("cara", CARA)
@pytest.mark.parametrize("nomor", range(len(BAIK)))
def test_a_damaged_file_gets_a_verdict(cara, nomor):
    acak = random.Random(f"{cara.__name__} {nomor}")  # noqa: S311 -- the same each time
    tugas = {"nama_berkas": "", "hari_ini": "2026-01-01", "petaan": None, "ingatan": []}
    for _ in range(4):
        awal = time.process_time()
        putusan = hasil.Hasil.buka(_jawaban({"tugas": "periksa"} | tugas, cara(acak, BAIK[nomor])))
        assert time.process_time() - awal < 5
        assert putusan.ditolak != bool(putusan.baris)
        assert all(baris.data.keys() <= BIDANG.keys() for baris in putusan.baris)
