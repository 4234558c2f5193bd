"""A mail server of our own that writes down what it accepts before it says so, and misbehaves.

What it accepted is what counts: every letter is a line of the journal, flushed before the 250.
"""

import asyncio
import contextlib
import os
import re
import threading
from collections import Counter

BUKA = os.O_WRONLY | os.O_CREAT | os.O_APPEND
PESAN_ID = re.compile(rb"^message-id:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class ServerSurel:
    """Change its attributes while it runs.

    jurnal       file for the journal; None: in memory only
    simpan       keep the letters whole in `surat` as well: (recipients, bytes)
    tolak        address -> replies to RCPT, used up one by one
    abu          greylisting: the first RCPT of every address gets 450
    batas        letters on one line, then 421 and the end
    putus_tiap   every n-th letter is taken, and the line dropped before the 250
    jeda_data    seconds before the word on a letter
    diam         commands that get no answer at all: {"MAIL"}
    tls          "ada" offers STARTTLS, "dicabut" does not (and never does TLS)
    kacau        answers nobody can read
    kata_data    the word on a letter, in bytes, where it is not a plain 250
    tutup        421 to everybody who comes
    """

    def __init__(self, jurnal=None, *, simpan=False):
        self.jurnal, self.simpan = jurnal and os.open(jurnal, BUKA, 0o600), simpan
        self.diterima, self.surat, self.sambungan = Counter(), [], 0
        self.tolak, self.abu, self.batas, self.putus_tiap, self.jeda_data = {}, False, 0, 0, 0.0
        self.diam, self.tls, self.kacau, self.tutup = set(), "", False, False
        self.kata_data = b""
        self._dikenal, self._hitung = set(), 0

    def mulai(self):
        """Serve in a thread of its own. Returns self; `port` is then known."""
        self._gelung = asyncio.new_event_loop()
        siap = threading.Event()
        self._utas = threading.Thread(target=self._lari, args=(siap,), daemon=True)
        self._utas.start()
        siap.wait(5)
        return self

    def henti(self):
        async def usai():
            self._server.close()
            for tugas in asyncio.all_tasks() - {asyncio.current_task()}:
                tugas.cancel()

        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(usai(), self._gelung).result(5)
        self._gelung.call_soon_threadsafe(self._gelung.stop)
        self._utas.join(5)
        self._gelung.close()
        if self.jurnal:
            os.close(self.jurnal)

    def _lari(self, siap):
        asyncio.set_event_loop(self._gelung)

        async def buka():
            self._server = await asyncio.start_server(
                self._layani, "127.0.0.1", 0, limit=64 * 1024 * 1024
            )
            self.port = self._server.sockets[0].getsockname()[1]

        self._gelung.run_until_complete(buka())
        siap.set()
        self._gelung.run_forever()

    async def _layani(self, baca, tulis):
        self.sambungan += 1
        with contextlib.suppress(
            ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError
        ):
            await self._sesi(baca, tulis)
        with contextlib.suppress(Exception):
            tulis.close()

    async def _sesi(self, baca, tulis):
        jawab = self._penjawab(tulis)
        await jawab("421 4.3.2 Closing" if self.tutup else "220 uji ESMTP")
        keadaan = {"kepada": [], "surat": 0}
        while not self.tutup:
            baris = (await baca.readuntil(b"\r\n")).decode("latin-1").strip()
            kata = baris.split(" ")[0].upper().partition(":")[0]
            if kata in self.diam:
                await asyncio.sleep(3600)
            if kata == "DATA":
                if not await self._data(baca, tulis, jawab, keadaan):
                    return
            elif not await self._perintah(kata, baris, jawab, keadaan):
                return

    def _penjawab(self, tulis):
        async def jawab(teks):
            tulis.write(b"\xff\xfe???\r\n" if self.kacau else teks.encode() + b"\r\n")
            await tulis.drain()

        return jawab

    async def _perintah(self, kata, baris, jawab, keadaan):
        """Answer anything but DATA; False ends the line."""
        if kata == "EHLO":
            await jawab("250-uji" + ("\r\n250-STARTTLS" if self.tls == "ada" else ""))
            await jawab("250 DSN")
        elif kata == "MAIL" and self.batas and keadaan["surat"] >= self.batas:
            await jawab("421 4.7.0 Too many messages on this line")
            return False
        elif kata == "RCPT":
            alamat = baris.partition("<")[2].partition(">")[0]
            if (penolakan := self._penolakan(alamat)) is None:
                keadaan["kepada"].append(alamat)
            await jawab(penolakan or "250 2.1.5 OK")
        elif kata == "QUIT":
            await jawab("221 2.0.0 Bye")
            return False
        else:
            keadaan["kepada"] = []
            await jawab("250 2.0.0 OK")
        return True

    def _penolakan(self, alamat):
        if self.tolak.get(alamat):
            return self.tolak[alamat].pop(0)
        if self.abu and alamat not in self._dikenal:
            self._dikenal.add(alamat)
            return "450 4.2.0 Greylisted"
        return None

    async def _data(self, baca, tulis, jawab, keadaan):
        if not keadaan["kepada"]:
            await jawab("503 5.5.1 No recipient")
            return True
        await jawab("354 Go on")
        isi = (await baca.readuntil(b"\r\n.\r\n"))[:-3]
        self._hitung += 1
        putus = bool(self.putus_tiap) and self._hitung % self.putus_tiap == 0
        self._catat(keadaan["kepada"], isi, "PUTUS" if putus else "")
        keadaan["surat"], keadaan["kepada"] = keadaan["surat"] + 1, []
        if putus:
            tulis.transport.abort()
            return False
        if self.jeda_data:
            await asyncio.sleep(self.jeda_data)
        if self.kata_data:
            tulis.write(self.kata_data)
            await tulis.drain()
            return True
        await jawab("250 2.0.0 Ok: queued")
        return True

    def _catat(self, kepada, isi, tanda):
        nama = PESAN_ID.search(isi)[1].decode()
        if self.jurnal:
            os.write(self.jurnal, f"{nama}\t{','.join(kepada)}\t{tanda}\n".encode())
        if self.simpan:
            self.surat.append((kepada, isi.replace(b"\r\n..", b"\r\n.")))
        self.diterima[nama] += 1
