"""The command that fills a demo, where it has nothing to do."""

import pytest
from django.core.management import CommandError, call_command

from pelatihan.models import Pelatihan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("jumlah", [0, -5])
def test_a_training_for_load_has_at_least_one_participant(jumlah, settings, ratna):
    settings.DEMO_BOLEH = True
    with pytest.raises(CommandError, match="paling sedikit 1"):
        call_command("data_contoh", peserta=jumlah)
    assert not Pelatihan.objects.exists()


def test_a_site_with_a_database_of_its_own_gets_no_demo_accounts(settings):
    settings.DEMO_BOLEH = False
    with pytest.raises(CommandError, match="hanya untuk demo"):
        call_command("data_contoh", peserta=5)
