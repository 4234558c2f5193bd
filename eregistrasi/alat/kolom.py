"""Columns that only the site's own key can read."""

import json

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from eregistrasi.alat.sandi import buka_byte, buka_sandi, sandikan, sandikan_byte


class JSONTersandi(models.TextField):
    """JSON that is encrypted before it leaves for the database, whatever characters it holds.

    For what people hand over and has not been accepted yet: in a dump of the table nothing of
    it can be read or searched for. Raises ValueError when read with another key.
    """

    description = "JSON tersandi"

    def get_prep_value(self, value):
        if value is None:
            return None
        return sandikan(json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":")))

    def from_db_value(self, value, expression, connection):
        return None if value is None else json.loads(buka_sandi(value))

    def to_python(self, value):
        if isinstance(value, str):
            try:
                return json.loads(value)
            except json.JSONDecodeError:
                raise ValidationError("JSON tidak sah.") from None
        return value

    def value_to_string(self, obj):
        return json.dumps(self.value_from_object(obj), cls=DjangoJSONEncoder)


class BinerTersandi(models.BinaryField):
    """Bytes that are encrypted before they leave for the database.

    For files as people handed them over. Raises ValueError when read with another key.
    """

    description = "biner tersandi"

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        return super().get_db_prep_value(sandikan_byte(bytes(value)), connection, prepared)

    def from_db_value(self, value, expression, connection):
        return None if value is None else buka_byte(bytes(value))
