from django.apps import AppConfig


class PekerjaanConfig(AppConfig):
    name = "pekerjaan"
    verbose_name = "Pekerjaan latar"
