using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AWSSDK.Shared;

/// <summary>
/// The retries and timeouts that all AWS SDKs agreed on for each defaults mode
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html).
/// </summary>
internal static class ServiceDefaults
{
    public static DefaultConfigurationProvider CreateProvider() => new(
    [
        Of(DefaultConfigurationMode.Standard, connectMilliseconds: 3100),
        Of(DefaultConfigurationMode.InRegion, connectMilliseconds: 1100),
        Of(DefaultConfigurationMode.CrossRegion, connectMilliseconds: 3100),
        Of(DefaultConfigurationMode.Mobile, connectMilliseconds: 30000),
        // Core finds out which of the above this stands for.
        new DefaultConfiguration { Name = DefaultConfigurationMode.Auto },
    ]);

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
