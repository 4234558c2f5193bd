"""What the demo and the tests are made of: people, offices, filled-in forms, participants."""

import datetime as dt
import json
from dataclasses import dataclass, fields
from pathlib import Path

from django.utils import timezone

from pelatihan import daftar
from pengguna.models import Keanggotaan, KepalaPusat, Organisasi, Pengguna, TimKerja
from peserta.models import Peserta

ACUAN = Path(__file__).parent / "acuan" / "contoh_peserta.json"
STATUS = {"PNS": "pns", "PPPK": "pppk", "TNI_POLRI": "tni_polri"}
INSTANSI = {
    "KEMENKUM": "Kementerian Hukum",
    "KEMENIMIPAS": "Kementerian Imigrasi dan Pemasyarakatan",
}


@dataclass
class Orang:
    """Six people; first (username, name), then their accounts."""

    kepala: object
    ketua: object
    tim: object
    ketua2: object
    tim2: object
    admin: object


def buat_organisasi():
    """The letterhead of the SOP's own institution, in force for a year."""
    return Organisasi.objects.get_or_create(
        berlaku_mulai=timezone.localdate() - dt.timedelta(days=365),
        defaults={
            "kementerian": "Kementerian Hukum dan Hak Asasi Manusia",
            "badan": "Badan Pengembangan Sumber Daya Manusia Hukum dan Hak Asasi Manusia",
            "pusat": "Pusat Pengembangan Pelatihan Fungsional dan HAM",
            "alamat": "Jalan Raya Gandul Nomor 4, Cinere, Kota Depok",
            "kota": "Depok",
            "telepon": "(021) 7540077",
            "surel": "pusbang@contoh.example",
            "laman": "e-registrasi.contoh.example",
            "kontak_pdp": "pdp@contoh.example",
        },
    )[0]


def buat_tim(orang, sandi):
    """Accounts, offices and seats: two teams, each with its Ketua and one member."""
    jabatan = {
        "kepala": "Kepala Pusat",
        "ketua": "Analis Hukum Ahli Madya",
        "ketua2": "Penyuluh Hukum Ahli Madya",
        "tim": "Pranata Komputer Ahli Pertama",
        "tim2": "Pengelola Data",
        "admin": "Administrator Sistem",
    }
    nip = {"kepala": "197103151996031901", "ketua": "197908242005012902"}
    akun = {}
    for f in fields(orang):
        username, nama = getattr(orang, f.name)
        akun[f.name] = Pengguna.objects.create_user(
            username,
            f"{username}@contoh.example",
            sandi,
            nama=nama,
            jabatan=jabatan[f.name],
            nip=nip.get(f.name, ""),
            is_staff=f.name == "admin",
            is_superuser=f.name == "admin",
        )
    mulai = timezone.now() - dt.timedelta(days=300)
    KepalaPusat.objects.create(pengguna=akun["kepala"], mulai=mulai)
    tim = [
        TimKerja.objects.create(nama=f"Tim Kerja Pelatihan {nama}")
        for nama in ("Fungsional", "HAM")
    ]
    for nama, t, sebagai in (
        ("ketua", tim[0], "ketua"),
        ("tim", tim[0], "anggota"),
        ("ketua2", tim[1], "ketua"),
        ("tim2", tim[1], "anggota"),
    ):
        Keanggotaan.objects.create(tim=t, pengguna=akun[nama], sebagai=sebagai, mulai=mulai)
    return Orang(**akun)


def isian_penugasan(nama, tim_kerja, *, angkatan="I"):
    """What the Kepala Pusat fills in for step 1; dates are relative to today."""
    hari = timezone.localdate()
    return {
        "nama": nama,
        "angkatan": angkatan,
        "tahun": hari.year,
        "mulai": hari + dt.timedelta(days=14),
        "selesai": hari + dt.timedelta(days=25),
        "tim_kerja": tim_kerja,
        "nota_nomor": "SDM.1-SM.02.01-455",
        "nota_tanggal": hari - dt.timedelta(days=1),
        "nota_dari": "Sekretaris BPSDM Hukum dan HAM",
        "nota_hal": f"Registrasi Peserta {nama} melalui Laman E-Registrasi",
        "nota_diterima_pada": timezone.now() - dt.timedelta(minutes=12),
        "nota_berkas": None,
        "instruksi": [daftar.instruksi(1)[0], "Laporkan hasilnya"],
        "catatan": "Pastikan seluruh calon peserta mengonfirmasi sebelum batas waktu.",
        "sifat": "segera",
        "batas_waktu": timezone.now() + dt.timedelta(days=7),
    }


def isian_lengkap(p, kode_pelatihan):
    """What Tim Kerja completes in step 3."""
    batas = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return {
        "isian": {
            "kode_pelatihan": kode_pelatihan,
            "jenis": "fungsional",
            "angkatan": p.angkatan,
            "metode": "klasikal",
            "jp": 90,
            "mulai": p.mulai,
            "selesai": p.selesai,
            "tempat": "Kampus BPSDM, Cinere, Depok",
            "kuota": 40,
            "batas_konfirmasi": batas + dt.timedelta(days=5),
            "batas_data_dukung": batas + dt.timedelta(days=8),
            "batas_pengganti": batas + dt.timedelta(days=7),
            "pemanggilan_nomor": "SDM-SM.02.01-210",
            "pemanggilan_tanggal": timezone.localdate() - dt.timedelta(days=7),
        },
        "narahubung": [
            {"nama": "Kadek Dwi Arsana Putra, S.Kom.", "ponsel": "081200000029", "surel": ""}
        ],
        "data_dukung": [baris for baris in daftar.data_dukung() if baris[2]],
    }


def contoh_peserta(batas=None):
    """Fictitious participants as dicts of Peserta's fields."""
    baris = json.loads(ACUAN.read_text(encoding="utf-8"))["data"][:batas]
    return [_peserta(b) for b in baris]


def _peserta(b):
    nrp = b["jenis_identitas"] == "NRP"
    return {
        "gelar_depan": b["gelar_depan"] or "",
        "nama": b["nama"],
        "gelar_belakang": b["gelar_belakang"] or "",
        "status": STATUS.get(b["status"], "non_asn"),
        "nip": "" if nrp else b["nomor_identitas"],
        "nrp": b["nomor_identitas"] if nrp else "",
        "tanggal_lahir": dt.date.fromisoformat(b["tanggal_lahir"]),
        "jenis_kelamin": b["jenis_kelamin"],
        "golongan": "" if nrp else b["golongan"],
        "jabatan": b["jabatan"],
        "unit_kerja": b["unit_kerja"],
        "instansi": INSTANSI.get(b["instansi"], b["instansi"]),
        "zona": b["zona_waktu"],
        "email": b["surel"],
        "hp": b["telepon"],
    }


def _nip_beban(n):
    lahir = dt.date(1970, 1, 1) + dt.timedelta(days=n // 99 % 9000)
    return f"{lahir:%Y%m%d}200001{n % 2 + 1}{n % 99 + 901:03}"


def isi_banyak(pelatihan, jumlah):
    """For load: `jumlah` participants with numbers that no real person holds."""
    Peserta.objects.bulk_create(
        [
            Peserta(
                pelatihan=pelatihan,
                nama=f"Peserta Beban {n:06}",
                nip=_nip_beban(n),
                jenis_kelamin="LP"[n % 2],
                golongan="III/b",
                jabatan="Analis Hukum",
                unit_kerja=f"Unit Kerja {n % 40}",
                instansi="Kementerian Hukum",
                email=f"beban{n}@contoh.example",
            )
            for n in range(jumlah)
        ],
        batch_size=2000,
    )
