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

# Amazon Linux has no ffmpeg. This is a static build (GPL), which PyPI keeps for ever under one address, in a wheel: a zip file.
# https://pypi.org/project/imageio-ffmpeg/0.6.0/
ffmpeg_version = "7.0.2-static"
ffmpeg_url     = "https://files.pythonhosted.org/packages/a0/2d/43c8522a2038e9d0e7dbdf3a61195ecc31ca576fb1527a528c877e87d973/imageio_ffmpeg-0.6.0-py3-none-manylinux2014_x86_64.whl"
ffmpeg_sha256  = "c7e46fcec401dd990405049d2e2f475e2b397779df2519b544b8aab515195282"
ffmpeg_file    = "imageio_ffmpeg/binaries/ffmpeg-linux-x86_64-v7.0.2"
