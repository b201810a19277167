# The metric sender as a container image. To be built in the repository's folder; docs/deploy.md has the commands.

# The tags are for people: the digest is what is fetched.

# Amazon Linux 2023: the executable may need no newer libraries than it runs with. Its packages are those of the image's release.
# https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
FROM public.ecr.aws/amazonlinux/amazonlinux:2023@sha256:12052e9b5d3fd85769abbdd863dd038e1890c9ace31d5fdbe1afa78eda97d061 AS build
RUN dnf install --assumeyes dotnet-sdk-10.0 clang zlib-devel
WORKDIR /source
COPY . .
RUN dotnet publish src/TelegramAI.Functions --configuration Release --runtime linux-x64 \
    -p:StandIns=false -p:CopyOutputSymbolsToPublishDirectory=false --output /app

FROM public.ecr.aws/lambda/provided:al2023@sha256:c6a2e7cb103884b785ebce3ce826c7cfd68e9843d8d5e6773a53e902ced83a19
COPY --from=build /app/bootstrap /var/runtime/bootstrap
ENV ANNOTATIONS_HANDLER=SendMetrics
CMD ["bootstrap"]
