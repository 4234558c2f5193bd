from django.urls import path

from surel import views, views_henti

app_name = "surel"
urlpatterns = [
    path("", views.kotak, name="kotak"),
    path("hentikan/", views_henti.hentikan, name="hentikan"),
    path("lanjutkan/", views_henti.lanjutkan, name="lanjutkan"),
    path("pengiriman/", views_henti.pengiriman, name="pengiriman"),
    path("pengiriman/laju/", views_henti.laju, name="laju"),
    path("<int:pk>/", views.surat, name="surat"),
    path("<int:pk>/terpental/", views_henti.terpental, name="terpental"),
    path("<int:pk>/isi/", views.isi, name="isi"),
    path("<int:pk>/lampiran/<int:nomor>/", views.lampiran, name="lampiran"),
]
