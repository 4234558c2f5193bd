"""The application in production: a role that owns nothing does all six steps, and no more."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from laporan.bahan_contoh import contoh_peserta
from pelatihan.models import Jejak
from pelatihan.sop import Tahap
from peserta.models import Jawaban

pytestmark = pytest.mark.django_db
DITOLAK = r"permission denied|must be owner|must be superuser"
DILARANG = [
    "DROP TRIGGER pelatihan_jejak_hanya_tambah ON pelatihan_jejak",
    "ALTER TABLE pelatihan_jejak DISABLE TRIGGER USER",
    "ALTER TABLE pelatihan_jejak DISABLE TRIGGER pelatihan_jejak_hanya_tambah",
    "SET LOCAL session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION tolak_perubahan() RETURNS trigger LANGUAGE plpgsql "
    "AS 'BEGIN RETURN NEW; END'",
    "TRUNCATE pelatihan_jejak",
    "TRUNCATE surel_surel CASCADE",
    "DELETE FROM pelatihan_jejak",
    "UPDATE pelatihan_jejak SET tindakan = ''",
    "DELETE FROM pelatihan_rantaijejak",
    "DELETE FROM peserta_jawaban",
    "UPDATE peserta_jawaban SET pilihan = 'bersedia'",
    "DELETE FROM pelatihan_dokumen",
    "DROP TABLE pelatihan_jejak CASCADE",
    "CREATE TABLE catatan (isi text)",
    "DELETE FROM django_migrations",
    "CREATE ROLE lain SUPERUSER",
]


@pytest.fixture
def sebagai_laman(orang):
    """The role as the SQL of the documentation makes it, from here to the end of the story."""
    with connection.cursor() as kursor:
        kursor.execute((settings.BASE_DIR / "docs" / "peran_laman.sql").read_text())
        kursor.execute("SET LOCAL ROLE eregistrasi_laman")
        yield kursor
        kursor.execute("RESET ROLE")


def test_the_role_of_the_application_walks_all_six_steps_and_changes_no_trail(
    sebagai_laman, pelatihan_di
):
    p = pelatihan_di(Tahap.SELESAI, peserta=contoh_peserta(7))
    sebagai_laman.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert (p.tahap, Jawaban.objects.count()) == (Tahap.SELESAI, 7)
    jejak = list(Jejak.objects.values_list("pk", "sidik"))
    assert len(jejak) == p.jejak.count() > 10

    for perintah in DILARANG:
        with pytest.raises(DatabaseError, match=DITOLAK), transaction.atomic():
            sebagai_laman.execute(perintah)
    assert list(Jejak.objects.values_list("pk", "sidik")) == jejak
