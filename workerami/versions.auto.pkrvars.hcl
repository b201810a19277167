# All that a worker's image is made of. Packer reads this file by itself; the scripts read its lines, so each is: name = "value".

# The worker's own version: its assemblies, its container image, the machine image and the answer of /health carry it.
worker_version = "1.0.0"

# The newest Amazon Linux 2023 with this kernel. Images of a fixed date are withdrawn after a while, so the date is open: what was
# found is on the machine image's tag SourceImage. Its packages are locked to that release (dnf's releasever).
# https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
source_image = "al2023-ami-2023.*-kernel-6.1-x86_64"

# The package "docker" of Amazon Linux 2023.
docker_version = "25.0.*"

# What the container starts from: what .NET needs of an operating system, without a shell and without a package manager. The tag is for
# people: the digest is what is fetched.
base_image = "mcr.microsoft.com/dotnet/runtime-deps:10.0.12-noble-chiseled@sha256:dc5cd0c7d0a39b825312b4f0986d99b9adf9b6a3af69bc23cd345c27d9ed916a"

# Amazon Linux has no ffmpeg. This is a static build (GPL) of the Shaka project's, which needs no libraries: the executable itself.
# https://github.com/shaka-project/static-ffmpeg-binaries/releases/tag/n8.1.2-1
ffmpeg_version = "n8.1.2"
ffmpeg_url     = "https://github.com/shaka-project/static-ffmpeg-binaries/releases/download/n8.1.2-1/ffmpeg-linux-x64"
ffmpeg_sha256  = "9eac5b2b5076db5ff853a6fa0dcd6b8de7d0cac8481eadda6c47cd935825f1ee"
