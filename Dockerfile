# syntax=docker/dockerfile:1
# One image for web, worker and commands. Not built in this repository's CI, which has no Docker engine.

FROM python:3.12-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /srv/gongshi
# The lock first: while it stays the same, so does this layer. A mirror is chosen with a build secret
# (docker build --secret id=pip,src=pip.conf), never written into the image.
COPY requirements/base.txt requirements/base.txt
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    pip install --require-hashes --no-deps -r requirements/base.txt
COPY . .
# The development settings need no secrets, and name the same static files as production does.
RUN DJANGO_SETTINGS_MODULE=portal.settings.dev DATA_DIR=/tmp/build python manage.py collectstatic --noinput -v 0

FROM python:3.12-slim-trixie
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    DATA_DIR=/data \
    BIND=0.0.0.0:8000
# For backups: pg_dump must be of the server's version, 17 in Debian trixie and in compose.yaml.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 gongshi \
    && useradd --system --uid 10001 --gid gongshi --home-dir /nonexistent --shell /usr/sbin/nologin gongshi \
    && install -d -o gongshi -g gongshi -m 0750 /data
COPY --from=build /opt/venv /opt/venv
# Owned by root: the running site can write to /data and nowhere else.
COPY --from=build /srv/gongshi /srv/gongshi
WORKDIR /srv/gongshi
USER gongshi
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s CMD ["python", "deploy/healthcheck.py"]
CMD ["gunicorn", "--no-control-socket"]
