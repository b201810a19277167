# The worker: files that were made before, on a base that prepare.sh names. The folder that it is built in is made by prepare.sh too.
ARG BASE_IMAGE

# The worker alone, as a release has it: `docker build --target worker`. Without ffmpeg it gets 360p.
FROM ${BASE_IMAGE} AS worker

ARG WORKER_VERSION
LABEL org.opencontainers.image.title="TelegramAI worker" \
      org.opencontainers.image.description="Takes jobs from the queue, and brings videos into the bucket and the chat" \
      org.opencontainers.image.version="${WORKER_VERSION}" \
      org.opencontainers.image.licenses="MIT"

COPY worker /opt/telegramai/worker

# The root may be read-only: all that is written is scratch, below /tmp. No debugger's sockets are put there.
ENV TMPDIR=/tmp \
    DOTNET_EnableDiagnostics=0

WORKDIR /opt/telegramai/worker
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["/opt/telegramai/worker/TelegramAI.Worker.Ec2", "--health"]
ENTRYPOINT ["/opt/telegramai/worker/TelegramAI.Worker.Ec2"]

# With its ffmpeg, as the machines run it.
FROM worker

LABEL org.opencontainers.image.licenses="MIT AND GPL-3.0-or-later"
COPY ffmpeg /opt/telegramai/ffmpeg
ENV YouTube__Ffmpeg=/opt/telegramai/ffmpeg
