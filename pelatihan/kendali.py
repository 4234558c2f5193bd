"""Kendali SOP: the SOP's own table with what really happened, for the page and for the paper."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from eregistrasi.alat.bahasa import sisa
from pelatihan import jam, kalender, terbitan
from pelatihan.alur import catat_jejak
from pelatihan.models import Dokumen, Kedudukan, Pelatihan
from pelatihan.sop import Aksi, Tahap
from pengguna.models import Peran

URUT = ["1", "2", "3", "4a", "4b", "5", "6"]
#: how participants' own minutes are asked for; the room above fills it in. Called with the
#: trainings (a queryset) and optionally the first and the last moment; gives seconds:
#: {"jumlah", "median", "p90", "sesuai"} (how many, and how many within `baku` seconds)
SESI = {}
PERAN = [Peran.KEPALA_PUSAT, Peran.KETUA_TIM, Peran.TIM_KERJA]
TANPA_SESI = {"jumlah": 0, "median": None, "p90": None, "sesuai": 0}


def menit(detik):
    """Whole minutes as people count them: what has begun counts, so 15.01 exceeds 15."""
    return -(-int(detik) // 60)


def lama(mulai, selesai):
    """Time by the wall, its minutes counted as `menit` does: work never seems to take longer."""
    return sisa(mulai + dt.timedelta(minutes=menit((selesai - mulai).total_seconds())), mulai)


def sesi(semua, baku, **masa):
    """How long participants took over their answers in these trainings."""
    return SESI["peserta"](semua, baku=baku * 60, **masa) if SESI else TANPA_SESI


def posisi(p):
    """How many of the seven rows lie behind this training; that many rows are finished."""
    if p.tahap == Tahap.SELESAI:
        return len(URUT)
    return URUT.index(jam.JAM_TAHAP.get(p.tahap_kerja, "4a"))


def susun(p):
    """Plain JSON of the table, as it stands now."""
    versi, kini, kal = jam.versi(p), timezone.now(), kalender.muat()
    naskah, baku, di = versi.naskah, versi.baku, posisi(p)
    kegiatan = _kegiatan(naskah["langkah"])
    hasil = _hasil(p)
    ruas = list(p.ruas_waktu.filter(dihitung=True))
    baris = []
    for n, no in enumerate(URUT):
        langkah = naskah["langkah"][int(no[0]) - 1]
        waktu = (
            _waktu_peserta(p, di, baku[no])
            if no == "4a"
            else _waktu([r for r in ruas if r.langkah == no], n, di, kal, kini)
        )
        baris.append(
            {
                "no": no,
                "kegiatan": kegiatan[no],
                "pelaksana": versi.jam(no)["pemilik"],
                "kelengkapan": langkah["kelengkapan"],
                "baku": baku[no],
                "output": langkah["output"],
                "hasil": hasil[no],
                **waktu,
                **_nilai(waktu, baku[no]),
            }
        )
    return {
        "kode_pelatihan": p.kode,
        "pelatihan": p.nama_tahun,
        "tahap": p.get_tahap_display(),
        "sop": {"nama": naskah["nama"], "versi": versi.versi},
        "per": kini.isoformat(),
        "baris": baris,
        "ringkas": _ringkas(baris, ruas, kini, di == len(URUT)),
        "belum_termuat": kal.belum_termuat(min([r.mulai for r in ruas], default=kini), kini),
    }


def _kegiatan(langkah):
    """The words of each row; the fourth holds two people's work in one sentence."""
    teks = {str(b["no"]): b["kegiatan"] for b in langkah}
    peserta, _, tim = teks.pop("4").partition(", kemudian ")
    return teks | {"4a": f"{peserta}.", "4b": tim}


def _waktu(ruas, n, di, kal, kini):
    """Beginning, end, minutes of work and of the wall clock of one step."""
    if not ruas:  # a step that was done before clocks were kept has no time of its own
        return _kosong("tanpa_catatan" if n < di else "belum")
    berjalan = next((r for r in ruas if r.selesai is None), None)
    detik = sum(r.detik for r in ruas if r.selesai)
    if berjalan:
        detik += kal.detik(berjalan.mulai, kini)
    keadaan = "selesai" if n < di else "berjalan" if berjalan else "jeda"
    akhir = max(r.selesai for r in ruas) if keadaan == "selesai" else None
    mulai = min(r.mulai for r in ruas)
    return {
        "keadaan": keadaan,
        "mulai": mulai.isoformat(),
        "selesai": akhir and akhir.isoformat(),
        "kerja": menit(detik),
        "kalender": lama(mulai, akhir or kini),
        "sesi": None,
    }


def _kosong(keadaan):
    return dict.fromkeys(("mulai", "selesai", "kerja", "kalender", "sesi")) | {"keadaan": keadaan}


def _waktu_peserta(p, di, baku):
    """Step 4a is the participants' own: from page to answer, and never their waiting."""
    masa = p.jejak.aggregate(
        mulai=Min("waktu", filter=Q(aksi=Aksi.BUKA_REGISTRASI)),
        selesai=Max("waktu", filter=Q(aksi=Aksi.TUTUP_REGISTRASI)),
    )
    if masa["mulai"] is None:
        return _kosong("belum")
    selesai = masa["selesai"] if di > URUT.index("4a") else None
    ukur = sesi(Pelatihan.objects.filter(pk=p.pk), baku)
    return {
        "keadaan": "selesai" if selesai else "berjalan",
        "mulai": masa["mulai"].isoformat(),
        "selesai": selesai and selesai.isoformat(),
        "kerja": menit(ukur["median"]) if ukur["jumlah"] else None,
        "kalender": lama(masa["mulai"], selesai or timezone.now()),
        "sesi": {
            "jumlah": ukur["jumlah"],
            "p90": menit(ukur["p90"]) if ukur["jumlah"] else None,
        },
    }


def _nilai(waktu, baku):
    """The difference from the standard, and its colour once it is near or past."""
    kerja = waktu["kerja"]
    if kerja is None or baku is None:
        return {"selisih": None, "hemat": None, "tingkat": ""}
    lewat = kerja - baku
    dekat = waktu["keadaan"] != "selesai" and kerja >= baku * jam.AMBANG
    tingkat = "merah" if lewat > 0 else "kuning" if dekat else ""
    return {"selisih": lewat, "hemat": max(-lewat, 0), "tingkat": tingkat}


def _ringkas(baris, ruas, kini, tutup):
    terukur = [b for b in baris if b["baku"] and b["kerja"] is not None]
    selesai = [b for b in terukur if b["keadaan"] == "selesai"]
    akhir = max([r.selesai for r in ruas if r.selesai], default=kini) if tutup else kini
    return {
        "baku": sum(b["baku"] or 0 for b in baris),
        "nyata": sum(b["kerja"] for b in terukur),
        "sesuai": sum(b["selisih"] <= 0 for b in selesai),
        "dari": len(selesai),
        "lewat": [
            f"langkah {b['no']} melebihi {b['selisih']} menit" for b in terukur if b["selisih"] > 0
        ],
        "kalender": lama(min(r.mulai for r in ruas), akhir) if ruas else "–",
    }


def _hasil(p):
    """What each step has brought about: label, number, and the way to it."""
    lembar = p.disposisi.filter(ditarik_pada=None).exclude(dikirim_pada=None)
    hasil = {no: [] for no in URUT}
    for d in lembar.select_related("dokumen"):
        hasil[str(d.tingkat)].append(_tautan("Disposisi", d.dokumen.nomor, d.get_absolute_url()))
    if posisi(p) > URUT.index("3"):
        alamat = reverse("peserta:daftar", args=[p.kode])
        hasil["3"].append(_tautan("Laman E-Registrasi", "", alamat))
        bukti = reverse("peserta:konfirmasi", args=[p.kode])
        hasil["4a"].append(_tautan("Bukti E-Registrasi", "", bukti))
    kertas = p.dokumen.filter(status=Dokumen.Status.BERLAKU)
    for d in kertas.filter(jenis=Dokumen.Jenis.LAPORAN):
        hasil["4b"].append(_tautan("Laporan", d.nomor, d.get_absolute_url()))
        if posisi(p) > URUT.index("5"):
            alamat = reverse("laporan:lihat", args=[p.kode])
            hasil["5"].append(_tautan("Laporan yang disetujui", d.nomor, alamat))
    for d in kertas.filter(jenis=Dokumen.Jenis.TANDA_TERIMA):
        hasil["6"].append(_tautan("Tanda Terima Laporan", d.nomor, d.get_absolute_url()))
    return hasil


def _tautan(label, nomor, url):
    return {"label": label, "nomor": nomor, "url": url}


@transaction.atomic
def terbitkan(pelatihan, *, oleh):
    """Print the table as a paper. The same table once more is the same paper."""
    saya = Kedudukan.dari(oleh)
    p = Pelatihan.objects.terlihat_oleh(oleh, saya).kunci(pelatihan.pk)
    rekaman = susun(p)
    lama = p.dokumen.filter(jenis=Dokumen.Jenis.KENDALI_SOP, status=Dokumen.Status.BERLAKU).last()
    if lama and lama.rekaman["baris"] == rekaman["baris"]:
        return lama
    p.dokumen.filter(jenis=Dokumen.Jenis.KENDALI_SOP).update(status=Dokumen.Status.DIGANTIKAN)
    dokumen = terbitan.terbitkan(
        p,
        Dokumen.Jenis.KENDALI_SOP,
        nomor=f"KENDALI/{p.kode}",
        nama_berkas=f"Kendali_SOP_{p.kode}.pdf",
        rekaman=rekaman,
    )
    peran = min(saya.di(p), key=PERAN.index)
    catat_jejak(
        p,
        "terbitkan_kendali",
        "menerbitkan Kendali SOP",
        oleh=oleh,
        sebagai=saya.sebagai(peran),
        mewakili=saya.mewakili(peran),
    )
    return dokumen
