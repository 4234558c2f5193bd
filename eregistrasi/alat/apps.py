from django.apps import AppConfig


class AlatConfig(AppConfig):
    name = "eregistrasi.alat"
    label = "alat"
    verbose_name = "Simpanan berkas"
