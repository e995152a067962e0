# Two images from one build, each with a program, the libraries that it loads, and nothing else: no
# shell, no compiler, no package manager.
#   docker build --target service -t recond .
#   docker build --target cli -t recon .
# The base is pinned by its date. A digest can be given as well:
#   --build-arg BASE=debian:bookworm-slim@sha256:...
ARG BASE=debian:bookworm-20250520-slim

FROM ${BASE} AS build
WORKDIR /src
COPY cmake/install-packages.sh cmake/
RUN apt-get update && apt-get upgrade --yes && \
    apt-get install --yes --no-install-recommends ca-certificates && \
    cmake/install-packages.sh build service web
COPY . .
ARG BUILD_OPTIONS=""
RUN cmake -S . -B /build -G Ninja -D CMAKE_BUILD_TYPE=Release -D RECON_DEVELOP=OFF \
      -D CMAKE_INSTALL_PREFIX=/usr ${BUILD_OPTIONS} && \
    cmake --build /build && \
    DESTDIR=/installed cmake --install /build --strip
RUN cmake/image-root.sh /image/service /installed/usr/bin/recond && \
    cmake/image-root.sh /image/cli /installed/usr/bin/recon && \
    mkdir -p /image/owned && mkdir -m 0700 /image/owned/data

FROM scratch AS cli
COPY --from=build /image/cli /
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="recon" \
      org.opencontainers.image.description="Which bank lines and ledger entries are the same money" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["/usr/bin/recon"]
CMD ["--help"]

FROM scratch AS service
COPY --from=build /image/service /
COPY --from=build --chown=10001:10001 /image/owned/ /
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="recond" \
      org.opencontainers.image.description="Financial reconciliation as an HTTP service" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
  CMD ["/usr/bin/recond", "health"]
ENTRYPOINT ["/usr/bin/recond"]
