"""What desks, badges, figures and clocks should show, told anew from the rows, one by one.

Nothing here asks the house what it thinks: it counts what stands in the tables and reads the pages
as their readers do.
"""

import re
from itertools import pairwise
from urllib.parse import urlsplit

from laporan import sigi
from laporan.models import Pemeriksaan, Penjelasan
from pelatihan import jam, kalender, kendali
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan, KepalaPusat
from peserta.jawaban import jam_basis_data
from peserta.models import Sanggahan

T = Tahap
BEKERJA = {T.PENYIAPAN, T.REGISTRASI, T.PENGOLAHAN}
#: whose desk a stage lies on, and the button of the row
KETUA_AKSI = {T.DISPOSISI_KETUA: "Teruskan Disposisi", T.PEMERIKSAAN: "Periksa Laporan"}
BAGIAN = ("bersedia", "tidak_bersedia", "belum")
BARIS = re.compile(r'<a class="btn [^"]*"\s+href="([^"]+)">([^<]+)<span')


class Duduk:
    """Where everybody sits now."""

    def __init__(self):
        self.kepala = set(KepalaPusat.objects.berlaku().values_list("pengguna", flat=True))
        duduk = Keanggotaan.objects.berlaku().values_list("pengguna", "tim", "sebagai")
        self.ketua = {(u, t) for u, t, sebagai in duduk if sebagai == "ketua"}
        self.anggota = {(u, t) for u, t, sebagai in duduk if sebagai == "anggota"}


def seharusnya(u, semua, duduk):
    """[(code of the training, button)] that this person should find on their desk."""
    if not u.is_active:
        return []
    baris = []
    for p in semua:
        petugas = p.petugas.filter(sampai=None, pengguna__is_active=True)
        if u.pk in duduk.kepala:
            baris += [(p.kode, a) for a in _kepala(p)]
        if T.DISPOSISI_KEPALA in (p.tahap, p.tahap_semula):
            punya_kursi = any(u.pk == orang for orang, _ in duduk.ketua | duduk.anggota)
            menyiapkan = p.disiapkan_oleh_id == u.pk and not p.draf_diserahkan_pada
            if menyiapkan and punya_kursi and p.tahap == T.DISPOSISI_KEPALA:
                baris.append((p.kode, "Siapkan Draf Disposisi"))
            continue
        if (u.pk, p.tim_kerja_id) in duduk.ketua:
            baris += [(p.kode, a) for a in _ketua(p, petugas.exists())]
        if (u.pk, p.tim_kerja_id) in duduk.anggota and petugas.filter(pengguna=u).exists():
            baris += [(p.kode, a) for a in _tim(p)]
    return sorted(baris)


def _kepala(p):
    if p.tahap == T.PENYAMPAIAN:
        return ["Terima Laporan"]
    if p.tahap != T.DISPOSISI_KEPALA or (p.disiapkan_oleh_id and not p.draf_diserahkan_pada):
        return []
    return ["Kirim Disposisi" if p.draf_diserahkan_pada else "Buat Disposisi"]


def _ketua(p, ada_petugas):
    if p.tahap in BEKERJA and not ada_petugas:
        return ["Alihkan Penugasan"]
    if p.tahap == T.PENYAMPAIAN:
        return ["Jawab Penjelasan"] if _ditanya(p) else []
    return [KETUA_AKSI[p.tahap]] if p.tahap in KETUA_AKSI else []


def _ditanya(p):
    """Does a question wait for its answer? One that a decision has overtaken waits for nobody."""
    putusan = Pemeriksaan.objects.filter(laporan__pelatihan=p).last()
    tanya = Penjelasan.objects.filter(laporan__pelatihan=p, dijawab_pada=None)
    return any(putusan is None or t.ditanya_pada > putusan.waktu for t in tanya)


def _tim(p):
    aktif = list(p.peserta.filter(dibatalkan_pada=None).select_related("konfirmasi"))
    if p.tahap == T.PENYIAPAN:
        if not p.batas_konfirmasi or not p.kode_pelatihan:
            yield "Lengkapi Data Pelatihan"
        else:
            yield "Buka Registrasi" if aktif else "Input Data Peserta"
    if p.tahap == T.REGISTRASI:
        ditanya = [o.konfirmasi for o in aktif if hasattr(o, "konfirmasi")]
        diam = [k for k in ditanya if not k.riwayat.exists()]
        kini = jam_basis_data()
        waktu = any(max(p.batas_konfirmasi, k.batas_sendiri or kini) > kini for k in diam)
        if not waktu:
            yield "Tutup Registrasi"
        if p.permintaan_buka.filter(diputus_pada=None).exists():
            yield "Lihat Permintaan"
    if p.tahap == T.PENGOLAHAN:
        yield "Susun Laporan"
    if Sanggahan.objects.filter(pelatihan=p, ditanggapi_pada=None).exists():
        yield "Tanggapi Sanggahan"


def periksa_meja(j):
    """Badge, rows and what should be there are one, for everybody. Returns [(person, address)]."""
    duduk, semua, alamat = Duduk(), list(Pelatihan.objects.order_by("pk")), []
    for u in j.semua:
        u.refresh_from_db()
        html = j.klien[u].get("/").content.decode()
        lencana = re.search(r'<span class="hitung">(\d+)<', html)
        baris = BARIS.findall(html)
        tampak = sorted((urlsplit(url).path.split("/")[2], a) for url, a in baris)
        assert (int(lencana[1]) if lencana else 0) == len(baris), (u, j.catatan[-3:])
        assert html.count('class="tugas-ikon"') == len(baris), u
        assert tampak == seharusnya(u, semua, duduk), (u, j.catatan[-3:])
        _periksa_angka(j, u, html)
        alamat += [(u, url) for url, _ in baris]
    return alamat


def _periksa_angka(j, u, html):
    """A number in a row is the number of rows on the page that it leads to."""
    for n, apa, url in re.findall(
        r">(\d+) (permintaan|sanggahan) .*?<a class=\"btn [^\"]*\"\s+href=\"([^\"]+)\"", html, re.S
    ):
        isi = j.klien[u].get(url).content.decode()
        judul = {"permintaan": "<h3>Minta Dibuka Kembali", "sanggahan": "<h3>Sanggahan"}[apa]
        assert isi.count(judul) == int(n), (u, url, apa)


def periksa_angka(p):
    """Every figure of this training adds up, whoever tells it."""
    aktif = [o for o in p.peserta.select_related("konfirmasi") if o.dibatalkan_pada is None]
    jawab = [o.jawaban_kini for o in aktif]
    dihitung = {k: jawab.count(k) for k in BAGIAN[:2]} | {"belum": jawab.count("")}
    hitung, sebar = p.peserta.hitung(), sigi.sigi(p)
    for angka in (hitung, sebar.jumlah):
        assert {k: angka[k] for k in BAGIAN} == dihitung, p.tahap
        assert angka["dipanggil"] == len(aktif), p.tahap
    for kelompok in (*sebar.kelompok.values(), sebar.pohon):
        for k in (*BAGIAN, "dipanggil"):
            assert sum(a[k] for a in kelompok.values()) == sebar.jumlah[k], (p.tahap, k)
    for laporan in p.laporan.diajukan():
        n, r = laporan.rekaman["angka"], laporan.rekaman
        assert n["bersedia"] + n["tidak_bersedia"] + n["tidak_mengonfirmasi"] == n["dipanggil"]
        assert sum(len(r[f"lampiran_{i}"]) for i in (1, 2, 3)) == n["dipanggil"]
        assert sum(b["dipanggil"] for b in r["per_unit"]) == n["dipanggil"]
        kurang = sum(len(b["kurang"]) for b in r["lampiran_1"])
        assert sum(b["n"] for b in r["dukung"]["dokumen"]) == kurang


def periksa_jam(p, selesai):
    """The clocks of one training. selesai: {stretch: its words}, kept from step to step."""
    ruas, kal = list(p.ruas_waktu.order_by("pk")), kalender.muat()
    jalan = [r for r in ruas if r.selesai is None]
    diam = p.tahap == T.PENYAMPAIAN and _ditanya(p)
    jamnya = None if diam else jam.JAM_TAHAP.get(p.tahap)
    if p.tahap == T.DISPOSISI_KEPALA and p.nota_dinas.diterima_pada is None and not ruas:
        jamnya = None  # a draft without the moment at which its letter came
    assert [r.langkah for r in jalan] == ([jamnya] if jamnya else []), p.tahap
    assert (p.jam_merah is not None) == bool(jalan and jam.versi(p).baku[jalan[0].langkah])
    for a, b in pairwise(ruas):
        assert a.selesai <= b.mulai, "two stretches at once"
    for r in ruas:
        if r.selesai:
            assert r.detik == kal.detik(r.mulai, r.selesai) >= 0
            words = (r.langkah, r.mulai, r.selesai, r.detik, r.dihitung)
            assert selesai.setdefault(r.pk, words) == words, "a finished stretch has changed"
    tabel = kendali.susun(p)
    for b in tabel["baris"]:
        milik = [r for r in ruas if r.dihitung and r.langkah == b["no"]]
        if b["no"] != "4a" and milik and not [r for r in milik if r.selesai is None]:
            assert b["kerja"] == kendali.menit(sum(r.detik for r in milik)), b["no"]
    terukur = [b["kerja"] for b in tabel["baris"] if b["baku"] and b["kerja"] is not None]
    assert tabel["ringkas"]["nyata"] == sum(terukur)
    assert p.tahap != T.SELESAI or {b["keadaan"] for b in tabel["baris"]} == {"selesai"}
