from django.urls import path

from peserta import views_dukung

app_name = "dukung"
urlpatterns = [
    path("", views_dukung.daftar, name="daftar"),
    path("verifikasi/", views_dukung.berikut, name="berikut"),
    path("unduh/", views_dukung.arsip, name="arsip"),
    path("<int:pk>/", views_dukung.lihat, name="lihat"),
    path("<int:pk>/gambar/", views_dukung.gambar, name="gambar"),
    path("<int:pk>/unduh/", views_dukung.unduh, name="unduh"),
    path("<int:pk>/sesuai/", views_dukung.sesuai, name="sesuai"),
    path("<int:pk>/perbaikan/", views_dukung.perbaikan, name="perbaikan"),
]
