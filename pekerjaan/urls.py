from django.urls import path

from pekerjaan import views

app_name = "pekerjaan"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("<str:id>/", views.lihat, name="lihat"),
    path("<str:id>/berkas/", views.berkas, name="berkas"),
    path("<str:id>/batalkan/", views.batalkan, name="batalkan"),
    path("<str:id>/ulangi/", views.ulangi, name="ulangi"),
]
