"""What the stories of this room share."""

import pytest
from django.test import Client

from panduan.models import Latihan


@pytest.fixture
def mulai():
    """Somebody starts a rehearsal. Returns it and their browser, which is inside."""

    def jalan(oleh):
        client = Client()
        client.force_login(oleh)
        beranda = client.post("/panduan/latihan/mulai/", follow=True)
        assert "Buat Disposisi" in beranda.content.decode()
        return Latihan.objects.get(pemilik=oleh), client

    return jalan
