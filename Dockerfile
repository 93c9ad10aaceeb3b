# stakegraph with its embedded store in one container.
#
# Until keys exist, the service answers on loopback only, because its records are judgements about people. Loopback of a
# container is not that of its host: share the host's network to reach it.
#
#     docker build --tag stakegraph .
#     docker run --rm --network host --volume stakegraph:/var/lib/stakegraph stakegraph

FROM python:3.11-slim AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/stakegraph
WORKDIR /build
COPY requirements-build.txt requirements.txt ./
RUN /opt/stakegraph/bin/pip install --require-hashes -r requirements-build.txt -r requirements.txt
COPY . .
RUN /opt/stakegraph/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim

RUN useradd --system --uid 10001 --home-dir /var/lib/stakegraph --create-home stakegraph
COPY --from=build /opt/stakegraph /opt/stakegraph
ENV PATH=/opt/stakegraph/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STAKEGRAPH_DATA=/var/lib/stakegraph/data \
    STAKEGRAPH_PORT=8000
USER stakegraph
WORKDIR /var/lib/stakegraph
VOLUME /var/lib/stakegraph
# Ctrl-C and `docker stop` alike: the service ends what it does and stops its engine.
STOPSIGNAL SIGINT
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"STAKEGRAPH_PORT\"]}/healthz', timeout=4)"]
CMD ["stakegraph", "serve"]
