from django.urls import path

from laporan import views, views_pantau, views_putusan, views_unduh

app_name = "laporan"
urlpatterns = [
    path("", views.lihat, name="lihat"),
    path("susun/", views.susun, name="susun"),
    path("pratinjau/", views.pratinjau, name="pratinjau"),
    path("ajukan/", views.ajukan, name="ajukan"),
    path("catatan/", views_putusan.beri_catatan, name="beri_catatan"),
    path("catatan/<int:nomor>/hapus/", views_putusan.hapus_catatan, name="hapus_catatan"),
    path("sampaikan/", views_putusan.sampaikan, name="sampaikan"),
    path("kembalikan/", views_putusan.kembalikan, name="kembalikan"),
    path("terima/", views_putusan.terima, name="terima"),
    path("minta-penjelasan/", views_putusan.minta_penjelasan, name="minta_penjelasan"),
    path("jawab-penjelasan/", views_putusan.jawab_penjelasan, name="jawab_penjelasan"),
    path("kembalikan-ketua/", views_putusan.kembalikan_ketua, name="kembalikan_ketua"),
    path("pantau/", views_pantau.pantau, name="pantau"),
    path("pantau/daftar/", views_pantau.daftar, name="pantau_daftar"),
    path("sementara/", views_unduh.unduh_sementara, name="sementara"),
    path("daftar-akhir/", views_unduh.unduh_daftar_akhir, name="daftar_akhir"),
    path("<int:versi>/cetak/", views_unduh.minta_cetak, name="cetak"),
    path("<int:versi>/perubahan/", views.perubahan, name="perubahan"),
    path("<int:versi>/lampiran/<int:nomor>/", views.lampiran, name="lampiran"),
]
