using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SQS;

namespace AWSSDK.Tests.Shared;

public sealed class DefaultsSpecs
{
    [Theory]
    [InlineData(DefaultConfigurationMode.Standard)]
    [InlineData(DefaultConfigurationMode.InRegion)]
    [InlineData(DefaultConfigurationMode.CrossRegion)]
    [InlineData(DefaultConfigurationMode.Mobile)]
    public void Retries_and_timeouts_are_those_of_a_published_client(DefaultConfigurationMode mode)
    {
        var published = new AmazonSQSConfig { DefaultConfigurationMode = mode };
        ClientConfig[] configs =
        [
            new AmazonCloudWatchConfig { DefaultConfigurationMode = mode },
            new AmazonAutoScalingConfig { DefaultConfigurationMode = mode },
            new AmazonSecretsManagerConfig { DefaultConfigurationMode = mode },
        ];

        Assert.All(configs, config =>
        {
            Assert.Equal(published.RetryMode, config.RetryMode);
            Assert.Equal(published.MaxErrorRetry, config.MaxErrorRetry);
            Assert.Equal(published.Timeout, config.Timeout);
            Assert.Equal(published.ConnectTimeout, config.ConnectTimeout);
            Assert.Equal(published.ThrottleRetries, config.ThrottleRetries);
        });
    }
}
