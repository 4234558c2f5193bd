"""The snapshot that a Bukti is made of: everything printed, as it was at that instant."""

from django.utils import timezone

from eregistrasi.alat.bahasa import tanggal
from eregistrasi.alat.susunan import tersusun
from pelatihan.models import Disposisi
from peserta import alasan
from peserta.aturan import pangkat_golongan
from peserta.models import Cara, Pilihan
from peserta.pernyataan import PERNYATAAN
from peserta.tampilan_dukung import susun


def bukti(pelatihan, peserta, jawaban, revisi):
    """Plain JSON of one proof (domain: contents of the Bukti E-Registrasi)."""
    bersedia = jawaban.pilihan == Pilihan.BERSEDIA
    return {
        "jawaban": jawaban.pilihan,
        "revisi": revisi,
        "pelatihan": data_pelatihan(pelatihan),
        "peserta": data_peserta(peserta),
        "alasan": alasan.label_laporan(jawaban.alasan),
        "keterangan": "" if alasan.kesehatan(jawaban.alasan) else jawaban.keterangan,
        "pernyataan": PERNYATAAN if bersedia else [],
        "data_dukung": data_dukung(pelatihan, jawaban.konfirmasi, revisi) if bersedia else [],
        "waktu": jawaban.waktu.isoformat(),
        "zona": peserta.zona,
        "cara": jawaban.cara,
        "petugas": petugas(jawaban),
        "di_atas_kuota": jawaban.di_atas_kuota,
        "persetujuan": jawaban.persetujuan,
        "batas_ubah": jawaban.konfirmasi.batas_pada(pelatihan).isoformat(),
        "narahubung": [{"nama": n.nama, "ponsel": n.ponsel} for n in pelatihan.narahubung.all()],
        "rantai": rantai(pelatihan),
    }


def data_dukung(pelatihan, konfirmasi, revisi):
    """What is asked for and how far it is; nothing can be there before the first answer."""
    berkas = konfirmasi.berkas_dukung.berlaku() if revisi else []
    return [
        {
            "nama": d.nama,
            "status": d.lencana[0],
            "waktu": max(b.diunggah_pada for b in d.berkas_ini).isoformat() if d.berkas_ini else "",
        }
        for d in susun(list(pelatihan.data_dukung.all()), berkas)
    ]


def petugas(jawaban):
    """How an answer came that somebody of the team wrote down; empty for one's own."""
    if jawaban.cara == Cara.MANDIRI:
        return {}
    return {
        "nama": str(jawaban.dicatat_oleh),
        "sumber": jawaban.get_cara_display(),
        "tanggal": jawaban.tanggal_sumber.isoformat(),
    }


def data_pelatihan(p):
    return {
        "nama": p.nama,
        "angkatan": p.angkatan,
        "tahun": p.tahun,
        "metode": p.get_metode_display(),
        "jp": p.jp,
        "mulai": p.mulai.isoformat(),
        "selesai": p.selesai.isoformat(),
        "tempat": p.tempat,
        "surat_nomor": p.pemanggilan_nomor,
        "surat_tanggal": p.pemanggilan_tanggal.isoformat(),
    }


def data_peserta(o):
    label, nomor = o.pengenal
    return {
        "nama": o.nama_lengkap,
        "nip": nomor if label != "NIK" else "",  # the NIK never stands on a paper
        "identitas_label": label if label != "NIK" else "",
        "golongan": pangkat_golongan(o.golongan) if o.golongan else "",
        "jabatan": o.jabatan,
        "unit_kerja": o.unit_kerja,
        "instansi": o.instansi,
        "ponsel": o.hp,
        "surel": o.email,
    }


def rantai(p):
    """The chain of authority: nota dinas, dispositions, summons."""
    nota = p.nota_dinas
    baris = [{"label": "Nota dinas", "isi": f"{nota.nomor} tanggal {tanggal(nota.tanggal)}"}]
    baris += [
        {"label": f"Disposisi {sebagai}", "isi": f"{nota.agenda} tanggal {_hari(saat)}"}
        for sebagai, saat in _lembar(pelatihan=p.pk)
    ]
    return [
        *baris,
        {
            "label": "Surat pemanggilan",
            "isi": f"{p.pemanggilan_nomor} tanggal {tanggal(p.pemanggilan_tanggal)}",
        },
    ]


@tersusun
def _lembar(*, pelatihan):
    dikirim = Disposisi.objects.filter(pelatihan=pelatihan, ditarik_pada=None)
    return dikirim.exclude(dikirim_pada=None).values_list("sebagai", "dikirim_pada")


def _hari(saat):
    return tanggal(timezone.localdate(saat))
