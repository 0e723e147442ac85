# The app in a container: set the variables that README.md names, and mount a volume at /data for the pictures.
# Before each start of a new version: the same image with the command `flask db upgrade`.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 WODSHEET_ENV=production DATA_DIR=/data
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

COPY . .
RUN python -m wodsheet.assets \
    && useradd --uid 1000 --home-dir /data wodsheet \
    && install --directory --owner=wodsheet /data

USER 1000
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 8000)}/healthz')"]
CMD ["gunicorn", "-c", "python:wodsheet.gunicorn_conf", "wsgi:app"]
