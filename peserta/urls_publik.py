"""The participants' addresses. No account; the personal link opens them."""

from django.urls import include, path, register_converter

from peserta import (
    views_berkas_publik,
    views_permintaan_publik,
    views_publik,
    views_tautan_lagi,
    views_unggah,
    views_unit_publik,
    views_usul,
)


class ApaSaja:
    """Whatever a mail program made of the link: dots, spaces and line ends arrive in one view."""

    regex = r"[\s\S]*"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ApaSaja, "apa_saja")

halaman = [
    path("", views_publik.konfirmasi, name="lihat"),
    path("jawaban/", views_publik.jawaban, name="jawaban"),
    path("kirim/", views_publik.kirim, name="kirim"),
    path("bukti.pdf", views_berkas_publik.bukti, name="bukti"),
    path("kalender.ics", views_berkas_publik.kalender, name="kalender"),
    path("surat-pemanggilan.pdf", views_berkas_publik.surat_pemanggilan, name="surat"),
    path("data/", views_permintaan_publik.data, name="data"),
    path("minta-buka/", views_permintaan_publik.minta_buka, name="minta_buka"),
    path("sanggah/", views_permintaan_publik.sanggah, name="sanggah"),
    path("usul-pengganti/", views_usul.usul, name="usul"),
    path("data-dukung/", views_unggah.daftar, name="dukung"),
    path("data-dukung/berkas/<int:urut>/", views_unggah.berkas, name="berkas"),
    path("data-dukung/berkas/<int:urut>/hapus/", views_unggah.tarik, name="tarik"),
    path("data-dukung/<str:kode>/", views_unggah.unggah, name="unggah"),
]

jendela = [
    path("", views_unit_publik.lihat, name="lihat"),
    path("pengganti/<int:pk>/", views_unit_publik.usul, name="usul"),
]

urlpatterns = [
    path("k/<apa_saja:token>", views_publik.tautan, name="tautan"),
    path("u/<apa_saja:token>", views_unit_publik.tautan, name="tautan_unit"),
    path("unit/<str:id>/", include((jendela, "unit"))),
    path("tautan-uji/", views_tautan_lagi.tautan_uji, name="tautan_uji"),
    path("tautan-lagi/", views_tautan_lagi.tautan_lagi, name="tautan_lagi"),
    path("konfirmasi/<str:id>/", include((halaman, "konfirmasi"))),
]
