locals {
  payload  = "${path.root}/build/${var.variant}/payload.tar.gz"
  manifest = "${path.root}/build/manifest.json"
  tags = {
    Application   = "telegramai"
    Name          = "telegramai-worker-${var.worker_version}-${var.variant}"
    WorkerVersion = var.worker_version
    Variant       = var.variant
    Ffmpeg        = var.ffmpeg_version
    BaseImage     = var.variant == "docker" ? var.base_image : "none"
    SourceImage   = "{{ .SourceAMIName }}"
  }
}

source "amazon-ebs" "worker" {
  ami_name        = "telegramai-worker-${var.worker_version}-${var.variant}-${formatdate("YYYYMMDDhhmmss", timestamp())}"
  ami_description = "TelegramAI worker ${var.worker_version} on Amazon Linux 2023 (${var.variant})"
  region          = var.region
  instance_type   = var.instance_type
  subnet_id       = var.subnet_id

  # A default VPC's subnets give an address by themselves, others may not.
  associate_public_ip_address = var.subnet_id != ""

  source_ami_filter {
    filters = {
      name                = var.source_image
      root-device-type    = "ebs"
      virtualization-type = "hvm"
      architecture        = "x86_64"
    }
    owners      = ["amazon"]
    most_recent = true
  }

  # Both numbers are gp3's own, and must be said: older Packers take 0 for them.
  launch_block_device_mappings {
    device_name           = "/dev/xvda"
    volume_size           = var.volume_gigabytes
    volume_type           = "gp3"
    iops                  = 3000
    throughput            = 125
    encrypted             = true
    delete_on_termination = true
  }

  ssh_username            = "ec2-user"
  ssh_timeout             = "5m"
  temporary_key_pair_type = "ed25519"

  # Without it Packer's group lets everybody in.
  temporary_security_group_source_cidrs = var.ssh_cidrs

  tags            = local.tags
  snapshot_tags   = local.tags
  run_tags        = { Application = "telegramai", Name = "telegramai-bake" }
  run_volume_tags = { Application = "telegramai", Name = "telegramai-bake" }

  custom_endpoint_ec2    = var.ec2_endpoint
  skip_region_validation = var.ec2_endpoint != ""
  ssh_host               = var.ssh_host
  ssh_port               = var.ssh_port
  ssh_private_key_file   = var.ssh_key
}

build {
  sources = ["source.amazon-ebs.worker"]

  provisioner "file" {
    source      = local.payload
    destination = "/tmp/payload.tar.gz"
  }

  # Each script fails the bake when it fails; then nothing is left but the log.
  provisioner "shell" {
    scripts = [
      "${path.root}/install.sh",
      "${path.root}/smoke.sh",
      "${path.root}/seal.sh",
    ]
    execute_command = "sudo env {{ .Vars }} bash {{ .Path }}"
    environment_vars = [
      "PAYLOAD=/tmp/payload.tar.gz",
      "VARIANT=${var.variant}",
      "WORKER_VERSION=${var.worker_version}",
      "FFMPEG_VERSION=${var.ffmpeg_version}",
      "DOCKER_VERSION=${var.docker_version}",
    ]
  }

  post-processors {
    post-processor "manifest" {
      output     = local.manifest
      strip_path = true
    }

    post-processor "shell-local" {
      command = "bash '${path.root}/publish.sh'"
      environment_vars = [
        "MANIFEST=${local.manifest}",
        "AMI_PARAMETER=${var.ami_parameter}",
        "AWS_REGION=${var.region}",
      ]
    }
  }
}
