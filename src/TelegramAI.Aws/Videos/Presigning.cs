using Amazon.S3;

namespace TelegramAI.Aws.Videos;

/// <summary>Addresses that carry their signature. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html</summary>
internal static class Presigning
{
    /// <summary>Whether the addresses of this client begin with https. The SDK says so of each one unless told otherwise, whatever its endpoint is.</summary>
    public static Protocol AddressProtocol(this IAmazonS3 s3) =>
        s3.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) is true ? Protocol.HTTP : Protocol.HTTPS;
}
