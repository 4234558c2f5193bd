from django.apps import AppConfig


class PenggunaConfig(AppConfig):
    name = "pengguna"
    verbose_name = "Pengguna dan organisasi"
