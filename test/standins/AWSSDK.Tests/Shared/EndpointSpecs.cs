using Amazon;
using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.Runtime;
using Amazon.SecretsManager;

namespace AWSSDK.Tests.Shared;

public sealed class EndpointSpecs
{
    [Theory]
    [InlineData("cloudwatch", "eu-west-1", false, false, "https://monitoring.eu-west-1.amazonaws.com")]
    [InlineData("cloudwatch", "us-east-1", true, false, "https://monitoring-fips.us-east-1.amazonaws.com")]
    [InlineData("cloudwatch", "us-gov-west-1", true, true, "https://monitoring.us-gov-west-1.api.aws")]
    [InlineData("autoscaling", "us-east-1", false, true, "https://autoscaling.us-east-1.api.aws")]
    [InlineData("autoscaling", "us-gov-east-1", true, false, "https://autoscaling.us-gov-east-1.amazonaws.com")]
    [InlineData("autoscaling", "us-iso-east-1", false, false, "https://autoscaling.us-iso-east-1.c2s.ic.gov")]
    [InlineData("secretsmanager", "cn-north-1", false, false, "https://secretsmanager.cn-north-1.amazonaws.com.cn")]
    [InlineData("secretsmanager", "eusc-de-east-1", false, false, "https://secretsmanager.eusc-de-east-1.amazonaws.eu")]
    public void Each_service_has_its_address_in_each_partition(string service, string region, bool fips, bool dualStack, string address) =>
        Assert.Equal(address, Resolve(service, region, fips, dualStack));

    [Fact]
    public async Task Every_address_is_the_one_that_botocore_gives()
    {
        var expected = await BotocoreEndpoints.ListAsync();

        Assert.True(expected.Count > 300);
        Assert.All(expected, e => Assert.Equal(e.Address, Resolve(e.Service, e.Region, e.Fips, e.DualStack)));
    }

    [Fact]
    public void An_address_of_ones_own_replaces_the_regional_one()
    {
        var config = new AmazonCloudWatchConfig { ServiceURL = "http://127.0.0.1:5000", AuthenticationRegion = "eu-west-1" };

        Assert.Equal("http://127.0.0.1:5000/", config.DetermineServiceOperationEndpoint(new(null)).URL);
    }

    [Fact]
    public void An_address_of_ones_own_has_no_validated_variant()
    {
        var config = new AmazonCloudWatchConfig { ServiceURL = "http://127.0.0.1:5000", UseFIPSEndpoint = true };

        Assert.Throws<AmazonClientException>(() => config.DetermineServiceOperationEndpoint(new(null)));
    }

    private static string Resolve(string service, string region, bool fips, bool dualStack)
    {
        ClientConfig config = service switch
        {
            "cloudwatch" => new AmazonCloudWatchConfig(),
            "autoscaling" => new AmazonAutoScalingConfig(),
            _ => new AmazonSecretsManagerConfig(),
        };
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = fips;
        config.UseDualstackEndpoint = dualStack;
        return config.DetermineServiceOperationEndpoint(new(null)).URL;
    }
}
