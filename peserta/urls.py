from django.urls import path

from peserta import (
    views,
    views_data,
    views_impor,
    views_langkah,
    views_massal,
    views_petaan,
    views_riwayat_impor,
)

app_name = "peserta"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("konfirmasi/", views.konfirmasi, name="konfirmasi"),
    path("ekspor/", views_data.ekspor, name="ekspor"),
    path("tambah/", views_langkah.tambah, name="tambah"),
    path("templat/", views_impor.templat, name="templat"),
    path("impor/", views_impor.impor, name="impor"),
    path("impor/riwayat/", views_riwayat_impor.riwayat, name="riwayat_impor"),
    path("impor/<int:pk>/urungkan/", views_riwayat_impor.urungkan, name="urungkan_impor"),
    path("impor/<int:pk>/", views_impor.pratinjau, name="pratinjau"),
    path("impor/<int:pk>/kolom/", views_petaan.petakan, name="petakan"),
    path("impor/<int:pk>/perbaikan/", views_impor.perbaikan, name="perbaikan"),
    path("impor/<int:pk>/simpan/", views_impor.simpan, name="simpan_impor"),
    path("buka-registrasi/", views_langkah.buka_registrasi, name="buka_registrasi"),
    path("tutup-registrasi/", views_langkah.tutup_registrasi, name="tutup_registrasi"),
    path("kirim-pengingat/", views_massal.kirim_pengingat, name="kirim_pengingat"),
    path("kirim-ulang/", views_massal.kirim_ulang_banyak, name="kirim_ulang_banyak"),
    path("batalkan/", views_massal.batalkan_banyak, name="batalkan_banyak"),
    path("<int:pk>/", views.rincian, name="rincian"),
    path("<int:pk>/nip/", views_data.nip, name="nip"),
    path("<int:pk>/ubah/", views_langkah.ubah, name="ubah"),
    path("<int:pk>/batalkan/", views_langkah.batalkan, name="batalkan"),
    path("<int:pk>/aktifkan/", views_langkah.aktifkan, name="aktifkan"),
    path("<int:pk>/kirim-ulang/", views_massal.kirim_ulang, name="kirim_ulang"),
    path("<int:pk>/tautan/", views_langkah.tautan, name="tautan"),
    path("<int:pk>/cabut-tautan/", views_langkah.cabut_tautan, name="cabut_tautan"),
]
