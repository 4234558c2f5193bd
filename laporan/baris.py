"""The people of a training as rows of a report: everything printed about each, read at once."""

from collections import defaultdict

from django.db.models import Count, F, FilteredRelation, Max, Q

from eregistrasi.alat.bahasa import waktu_pendek
from laporan.pilah import pilahan
from peserta import alasan
from peserta.aturan import pangkat_golongan
from peserta.models import BerkasDukung, Cara, KeadaanBerkas
from peserta.tampilan import keadaan_dari
from surel.models import Status, Surel

KOLOM = (
    "pk", "gelar_depan", "nama", "gelar_belakang", "nip", "nrp", "golongan", "jabatan",
    "unit_kerja", "instansi", "jenis_kelamin", "zona", "dibatalkan_pada", "diundang",
    "jawaban_kini", "menggantikan_id", "konfirmasi",
)  # fmt: skip
#: what may be missing of a required document, behind its name
SEBAB = BELUM, PERLU, MENUNGGU = "", " (perlu perbaikan)", " (menunggu verifikasi)"
DARI_JAWABAN = {
    "nomor": F("bukti__nomor"),
    "kode_alasan": F("bukti__jawaban__alasan"),
    "cara": F("bukti__jawaban__cara"),
    "di_atas_kuota": F("bukti__jawaban__di_atas_kuota"),
    "pada": F("konfirmasi__dijawab_pada"),
}


def baca(pelatihan, wajib):
    """Every participant, struck off or not, as a dict of plain values. Three queries.

    wajib  the documents (DataDukung) that everybody who comes has to hand in
    """
    pilih = pilahan(pelatihan.mulai)
    semua = (
        pelatihan.peserta.alias(
            bukti=FilteredRelation(
                "konfirmasi__bukti", condition=Q(konfirmasi__bukti__berlaku=True)
            )
        )
        .annotate(
            **DARI_JAWABAN, **{f"p_{k}": pilih[k].nilai for k in ("induk", "jenjang", "usia")}
        )
        .values(*KOLOM, *DARI_JAWABAN, "p_induk", "p_jenjang", "p_usia")
        .order_by()
    )
    mentah = list(semua.iterator(2000))
    dukung, kontak = _dukung(pelatihan, wajib), _kontak(pelatihan)
    tutup = pelatihan.registrasi_ditutup
    baris = [_baris(m, dukung, kontak, tutup) for m in mentah]
    _kaitkan(baris, {m["pk"]: m["menggantikan_id"] for m in mentah if m["menggantikan_id"]})
    return baris


def _baris(m, dukung, kontak, tutup):
    bersedia = m["jawaban_kini"] == "bersedia" and not m["dibatalkan_pada"]
    kurang = dukung(m["konfirmasi"]) if bersedia else []
    return {
        "id": m["pk"],
        "nama": _nama(m),
        "urut_nama": m["nama"].casefold(),
        "nip": m["nip"] or m["nrp"],
        "gol": m["golongan"],
        "golongan": pangkat_golongan(m["golongan"]) if m["golongan"] else "",
        "jabatan": m["jabatan"],
        "unit_kerja": m["unit_kerja"],
        "instansi": m["instansi"],
        "induk": m["p_induk"],
        "jenjang": m["p_jenjang"],
        "usia": m["p_usia"],
        "kelamin": m["jenis_kelamin"],
        "zona": m["zona"],
        "aktif": m["dibatalkan_pada"] is None,
        "jawaban": m["jawaban_kini"],
        "keadaan": keadaan_dari(
            m["dibatalkan_pada"], m["jawaban_kini"] if m["diundang"] else None, tutup
        )[0],
        "nomor": m["nomor"] or "",
        "alasan": alasan.label_laporan(m["kode_alasan"] or ""),
        "pada": waktu_pendek(m["pada"]),
        "petugas": bool(m["cara"]) and m["cara"] != Cara.MANDIRI,
        "cara": Cara(m["cara"]).label if m["cara"] else "",
        "di_atas_kuota": bool(m["di_atas_kuota"]),
        "kurang": kurang,
        "kontak": kontak.get(m["konfirmasi"], ""),
        "pengganti": "",
        "menggantikan": "",
    }


def _nama(m):
    depan = " ".join(b for b in (m["gelar_depan"], m["nama"]) if b)
    return f"{depan}, {m['gelar_belakang']}" if m["gelar_belakang"] else depan


def _kaitkan(baris, menggantikan):
    """Whoever was replaced names the substitute, and the other way round."""
    menurut_pk = {b["id"]: b for b in baris}
    for pk, lama in menggantikan.items():
        baru, lama = menurut_pk[pk], menurut_pk[lama]
        baru["menggantikan"], lama["pengganti"] = lama["nama"], baru["nama"]
        baru["menggantikan_id"] = lama["id"]


def _dukung(pelatihan, wajib):
    """Function (confirmation) -> the required documents that are not *Sesuai* yet, in words."""
    if not wajib:
        return lambda konfirmasi: []
    keadaan = defaultdict(set)
    for konfirmasi, dokumen, isi in BerkasDukung.objects.di(pelatihan).values_list(
        "konfirmasi", "data_dukung", "keadaan"
    ):
        keadaan[konfirmasi, dokumen].add(isi)
    return lambda konfirmasi: [
        f"{d.nama}{sebab}"
        for d in wajib
        if (sebab := _sebab(keadaan.get((konfirmasi, d.pk), ()))) is not None
    ]


def _sebab(ada):
    """What is missing about one document, in brackets; None where all of its files are right."""
    if not ada:
        return BELUM
    if ada == {KeadaanBerkas.SESUAI}:
        return None
    return PERLU if KeadaanBerkas.PERBAIKAN in ada else MENUNGGU


def _kontak(pelatihan):
    """{confirmation: how often and when last a letter to it was taken by the mail server}."""
    surat = (
        Surel.objects.filter(
            kelompok=f"pelatihan:{pelatihan.pk}",
            jenis__in=["undangan", "pengingat"],
            status__in=[Status.TERKIRIM, Status.TAK_PASTI],
        )
        .values("tautan")
        .annotate(n=Count("pk"), akhir=Max("terkirim_pada"))
        .order_by()
    )
    jumlah = defaultdict(lambda: [0, None])
    for b in surat:
        isi = jumlah[int(b["tautan"].rpartition(":")[2])]
        isi[0] += b["n"]
        isi[1] = max(filter(None, (isi[1], b["akhir"])), default=None)
    return {
        pk: f"{n} surel" + (f", terakhir {waktu_pendek(akhir)}" if akhir else "")
        for pk, (n, akhir) in jumlah.items()
    }
