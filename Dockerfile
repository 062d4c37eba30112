# Two stages: packages are built and checked in the first, the second holds no tools.
# Pinned by tag; whoever builds for a partnership pins the digest that they have scanned.
FROM python:3.11-slim-bookworm AS packages

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt /tmp/requirements.txt
RUN /venv/bin/python -m pip install --require-hashes --only-binary :all: -r /tmp/requirements.txt
COPY . /app
RUN /venv/bin/python -m pip install --no-deps --no-build-isolation --editable /app \
    && /venv/bin/python -m compileall -q /app \
    && /venv/bin/python -m pip uninstall --yes --quiet pip setuptools

FROM python:3.11-slim-bookworm

# A number as well as a name, so that an orchestrator can see that it is not root.
RUN groupadd --gid 10001 coregroup \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin coregroup \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/coregroup
COPY --from=packages /venv /venv
COPY --from=packages /app /app

# Inside a container every address is the container's own; what is published decides.
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////var/lib/coregroup/coregroup.db \
    COREGROUP_KEYS_FILE=/run/secrets/coregroup_keys \
    COREGROUP_HOST=0.0.0.0 \
    COREGROUP_PORT=8701
WORKDIR /app
USER 10001:10001
# The only place that is written to; the rest may be mounted read-only.
VOLUME /var/lib/coregroup
EXPOSE 8701
STOPSIGNAL SIGTERM
# No curl in the image: Python asks. Anything but 200 raises, and a raise is a failure.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['COREGROUP_PORT']}/health\", timeout=4)"]
ENTRYPOINT ["coregroup"]
CMD ["run"]
