"""How gunicorn serves the site, the same under `make run` and in the container image."""

import os
import signal
from typing import Any

from gunicorn.http import message

wsgi_app = "portal.wsgi:application"
pythonpath = "site"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# Ten thousand Chinese characters typed or pasted into the search box: the page says that it read the first of them, where
# gunicorn's own limit (it lets nobody set a higher one) would answer an English sentence.
message.MAX_REQUEST_LINE = limit_request_line = 128 * 1024
graceful_timeout = 20
timeout = 60
# The default control socket is one a user: two sites of one user would take each other's.
control_socket_disable = True
# Each request is already one JSON line from foundation.middleware.requests, without personal data.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")


def post_worker_init(worker: Any) -> None:
    """Ctrl-C reaches the whole group; the workers wait for the master's word, or they are told twice and may hang."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
