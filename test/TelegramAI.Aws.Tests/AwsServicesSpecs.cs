using Amazon.AutoScaling;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SQS;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Metrics;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Secrets;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Aws.Videos;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Aws.Tests;

public sealed class AwsServicesSpecs(SharedMoto moto)
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Jobs:QueueUrl"] = "https://sqs.eu-west-1.amazonaws.com/1/jobs",
        ["Jobs:DeadLetterQueueUrl"] = "https://sqs.eu-west-1.amazonaws.com/1/dead",
        ["Jobs:VisibilitySeconds"] = "77",
        ["Videos:Bucket"] = "videos",
        ["Fleet:GroupName"] = "workers",
        ["Fleet:TargetBacklog"] = "3",
        ["Metrics:Namespace"] = "Spec",
        ["Telegram:SecretId"] = "bot",
    };

    [Fact]
    public async Task Every_port_is_there_and_configured()
    {
        await using var services = (await WithClientsAsync(new ServiceCollection())).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddAws(Configuration(Settings)).BuildServiceProvider();

        Assert.IsType<SqsJobQueue>(services.GetRequiredService<IJobQueue>());
        Assert.IsType<S3DocumentStore>(services.GetRequiredService<IDocumentStore>());
        Assert.IsType<S3VideoFiles>(services.GetRequiredService<IVideoFiles>());
        Assert.IsType<AutoScalingFleet>(services.GetRequiredService<IFleet>());
        Assert.IsType<FleetWake>(services.GetRequiredService<IFleetWaker>());
        Assert.IsType<SecretsManagerBotSecrets>(services.GetRequiredService<IBotSecrets>());
        Assert.NotNull(services.GetRequiredService<FleetMetrics>());
        Assert.NotNull(services.GetRequiredService<FleetControl>());
        Assert.Equal(77, services.GetRequiredService<IOptions<JobOptions>>().Value.VisibilitySeconds);
        Assert.Equal("https://sqs.eu-west-1.amazonaws.com/1/dead", services.GetRequiredService<IOptions<SqsOptions>>().Value.DeadLetterQueueUrl);
        Assert.Equal("videos", services.GetRequiredService<IOptions<BucketOptions>>().Value.Bucket);
        Assert.Equal("workers", services.GetRequiredService<IOptions<AutoScalingOptions>>().Value.GroupName);
        Assert.Equal(3, services.GetRequiredService<IOptions<FleetOptions>>().Value.TargetBacklog);
        Assert.Equal("Spec", services.GetRequiredService<IOptions<MetricOptions>>().Value.Namespace);
        Assert.Equal("bot", services.GetRequiredService<IOptions<BotSecretOptions>>().Value.SecretId);
    }

    [Fact]
    public async Task A_part_is_there_by_itself()
    {
        await using var services = (await WithClientsAsync(new ServiceCollection())).AddAwsQueue(Configuration(Settings)).BuildServiceProvider();

        Assert.IsType<SqsJobQueue>(services.GetRequiredService<IJobQueue>());
        Assert.Null(services.GetService<IFleet>());
        Assert.Null(services.GetService<IBotSecrets>());
    }

    [Fact]
    public async Task What_is_not_asked_for_is_not_made()
    {
        using var sqs = await moto.SqsAsync();
        await using var services = new ServiceCollection()
            .AddSingleton<IAmazonSQS>(sqs)
            .AddSingleton<IAmazonS3>(_ => throw new InvalidOperationException("Made too early"))
            .AddSingleton<IAmazonAutoScaling>(_ => throw new InvalidOperationException("Made too early"))
            .AddSingleton<IAmazonSecretsManager>(_ => throw new InvalidOperationException("Made too early"))
            .AddAws(Configuration(Settings))
            .BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<IJobQueue>());
        Assert.Throws<InvalidOperationException>(services.GetRequiredService<IFleet>);
    }

    [Theory]
    [InlineData("Jobs:QueueUrl", "", "Jobs:QueueUrl is ''")]
    [InlineData("Jobs:QueueUrl", "jobs", "Jobs:QueueUrl is 'jobs'")]
    [InlineData("Jobs:DeadLetterQueueUrl", "ftp://x/y", "Jobs:DeadLetterQueueUrl is 'ftp://x/y'")]
    [InlineData("Jobs:VisibilitySeconds", "0", "Jobs:VisibilitySeconds is 0")]
    [InlineData("Videos:Bucket", "My Videos", "Videos:Bucket is 'My Videos'")]
    [InlineData("Fleet:GroupName", " ", "Fleet:GroupName is missing")]
    [InlineData("Fleet:TargetBacklog", "0", "Fleet:TargetBacklog is 0")]
    [InlineData("Metrics:Namespace", "AWS/Mine", "Metrics:Namespace is 'AWS/Mine'")]
    [InlineData("Telegram:SecretId", "", "Telegram:SecretId is missing")]
    public void A_setting_that_can_not_be_is_refused_at_the_start_with_its_value_and_the_reason(string key, string value, string error)
    {
        var settings = new Dictionary<string, string?>(Settings, StringComparer.Ordinal) { [key] = value };
        using var services = new ServiceCollection().AddAws(Configuration(settings)).BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith(error, Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private async Task<IServiceCollection> WithClientsAsync(IServiceCollection services)
    {
        var (sqs, s3, autoScaling) = (await moto.SqsAsync(), await moto.S3Async(), await moto.AutoScalingAsync());
        var (cloudWatch, secretsManager) = (await moto.CloudWatchAsync(), await moto.SecretsManagerAsync());
        return services
            .AddSingleton<IAmazonSQS>(sqs)
            .AddSingleton<IAmazonS3>(s3)
            .AddSingleton<IAmazonAutoScaling>(autoScaling)
            .AddSingleton<Amazon.CloudWatch.IAmazonCloudWatch>(cloudWatch)
            .AddSingleton<IAmazonSecretsManager>(secretsManager);
    }
}
