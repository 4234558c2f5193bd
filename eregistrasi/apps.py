from django.apps import AppConfig


class ERegistrasiConfig(AppConfig):
    name = "eregistrasi"
    verbose_name = "E-Registrasi"
