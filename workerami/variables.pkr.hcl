variable "variant" {
  type        = string
  default     = "docker"
  description = "How the worker runs on the machine: docker, in a container; systemd, straight under it."

  validation {
    condition     = var.variant == "docker" || var.variant == "systemd"
    error_message = "The variant must be docker or systemd."
  }
}

variable "region" {
  type        = string
  default     = "eu-west-1"
  description = "Where the image is made. It can only be used there."
}

variable "instance_type" {
  type    = string
  default = "t3.small"
}

variable "volume_gigabytes" {
  type        = number
  default     = 8
  description = "The image's disk. A worker's own may be larger, never smaller."
}

variable "subnet_id" {
  type        = string
  default     = ""
  description = "Where the machine is baked; empty for the default VPC. It needs a way to the internet, and this computer a way to it by SSH."
}

variable "ssh_cidrs" {
  type        = list(string)
  description = "From where the machine may be reached by SSH while it is baked: this computer's own address, such as [\"203.0.113.7/32\"]."

  validation {
    condition     = length(var.ssh_cidrs) > 0 && length([for from in var.ssh_cidrs : from if from == "0.0.0.0/0" || from == "::/0"]) == 0
    error_message = "The ssh_cidrs must name this computer's address, and not the world."
  }
}

variable "ami_parameter" {
  type        = string
  default     = "/telegramai/worker-ami"
  description = "The SSM parameter that gets the image's id; empty for none."
}

# The versions: their values are in versions.auto.pkrvars.hcl.

variable "worker_version" {
  type = string
}

variable "source_image" {
  type = string
}

variable "docker_version" {
  type = string
}

variable "base_image" {
  type = string
}

variable "ffmpeg_version" {
  type = string
}

# Read by prepare.sh alone.
variable "ffmpeg_url" {
  type = string
}

variable "ffmpeg_sha256" {
  type = string
}

# For a rehearsal, in which the machine is not one of EC2's.

variable "ec2_endpoint" {
  type        = string
  default     = ""
  description = "An address that answers like EC2."
}

variable "ssh_host" {
  type    = string
  default = ""
}

variable "ssh_port" {
  type    = number
  default = 22
}

variable "ssh_key" {
  type        = string
  default     = ""
  description = "The file of a private key that the machine knows already; empty to make one for the bake."
}
