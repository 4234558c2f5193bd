from django.urls import path

from laporan import views

app_name = "laporan"
urlpatterns = [
    path("", views.lihat, name="lihat"),
    path("susun/", views.susun, name="susun"),
    path("ajukan/", views.ajukan, name="ajukan"),
    path("sampaikan/", views.sampaikan, name="sampaikan"),
    path("kembalikan/", views.kembalikan, name="kembalikan"),
    path("terima/", views.terima, name="terima"),
    path("kembalikan-ketua/", views.kembalikan_ketua, name="kembalikan_ketua"),
    path("<int:versi>/lampiran/<int:nomor>/", views.lampiran, name="lampiran"),
]
