# For `packer init`. Packer before 1.7 has its plugins built in, and does not know this block. It takes neither a variable nor a hash: the
# version is fixed, and what is downloaded is checked against the sums of its release.
packer {
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = "= 1.3.9"
    }
  }
}
