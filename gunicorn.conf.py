"""How gunicorn serves the site, the same under `make run` and in the container image."""

import os

wsgi_app = "portal.wsgi:application"
pythonpath = "site"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
graceful_timeout = 20
timeout = 60
# Each request is already one JSON line from foundation.middleware.requests, without personal data.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
