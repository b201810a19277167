using AWSSDK.Shared.Cbor;

namespace Amazon.CloudWatch;

internal static class CloudWatchService
{
    public static readonly CborService Names =
        new("Amazon.CloudWatch", AmazonCloudWatchConfig.Version, "GraniteServiceVersion20100801", CloudWatchErrors.Make);
}
