# The metric sender as a container image. To be built in the repository's folder; docs/deploy.md has the commands.

# Amazon Linux 2023 with the .NET SDK and clang: the executable may need no newer libraries than it runs with.
FROM public.ecr.aws/sam/build-dotnet10:latest-x86_64 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/TelegramAI.Functions --configuration Release --runtime linux-x64 \
    -p:StandIns=false -p:CopyOutputSymbolsToPublishDirectory=false --output /app

FROM public.ecr.aws/lambda/provided:al2023
COPY --from=build /app/bootstrap /var/runtime/bootstrap
ENV ANNOTATIONS_HANDLER=SendMetrics
CMD ["bootstrap"]
