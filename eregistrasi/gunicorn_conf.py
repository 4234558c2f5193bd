"""How gunicorn serves the site: `gunicorn -c python:eregistrasi.gunicorn_conf eregistrasi.wsgi`.

What stands on the command line wins. No access log: addresses hold personal links.
"""

import gc
import os

from eregistrasi.alat import proses
from eregistrasi.penjaga import TanpaToken

preload_app = True  # one copy of the program in memory, and faults at start end the start
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True  # it would be opened in the home folder


def on_starting(server):
    """The server ends with `jalankan`, if that started it; its own log hides links as ours does."""
    proses.ikut_induk()
    server.log.error_log.addFilter(TanpaToken())


def when_ready(server):
    """What was loaded stays for ever: no worker looks through it for garbage again and again."""
    gc.collect()
    gc.freeze()


def post_fork(server, worker):
    """A worker ends with its server, so that the port is free at once."""
    proses.ikut(os.getppid())
    gc.set_threshold(5000, 20, 50)  # a request makes thousands of objects, few of them in rings
