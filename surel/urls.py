from django.urls import path

from surel import views

app_name = "surel"
urlpatterns = [
    path("", views.kotak, name="kotak"),
    path("<int:pk>/", views.surat, name="surat"),
    path("<int:pk>/isi/", views.isi, name="isi"),
    path("<int:pk>/lampiran/<int:nomor>/", views.lampiran, name="lampiran"),
]
