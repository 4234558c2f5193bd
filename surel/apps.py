from django.apps import AppConfig


class SurelConfig(AppConfig):
    name = "surel"
    verbose_name = "Surel"
