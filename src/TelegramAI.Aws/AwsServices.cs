using System.Diagnostics.CodeAnalysis;
using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SQS;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Metrics;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Secrets;
using TelegramAI.Aws.Videos;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Aws;

/// <summary>
/// Adds Core's ports as AWS has them, each by itself, because a function pays at its start for what it does not use. Nothing is made
/// before it is asked for, and each client is made once. Region, credentials and endpoint are those of every AWS SDK program.
/// </summary>
public static class AwsServices
{
    /// <summary>A call that hangs is made again: longer than the longest wait for a message, which is 20 s.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Long enough for a part of an upload, on a slow line too.</summary>
    private static readonly TimeSpan PartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>A machine asks its group between two receives, and who watches the machine takes a worker that is silent for long as dead.</summary>
    private static readonly TimeSpan GroupTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds all of them.</summary>
    public static IServiceCollection AddAws(this IServiceCollection services, IConfiguration configuration) => services
        .AddAwsQueue(configuration)
        .AddAwsDocuments(configuration)
        .AddAwsVideoFiles(configuration)
        .AddAwsFleet(configuration)
        .AddAwsMetrics(configuration)
        .AddAwsFleetControl()
        .AddBotSecret(configuration);

    /// <summary>Adds <see cref="IJobQueue"/> and <see cref="ICancelSignals"/> on SQS (section <c>Jobs</c>).</summary>
    public static IServiceCollection AddAwsQueue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section)).ValidateOnStart();
        services.AddOptions<SqsOptions>().Bind(configuration.GetSection(SqsOptions.Section)).ValidateOnStart();
        services.TryAddValidator<JobOptions, JobOptionsValidator>();
        services.TryAddValidator<SqsOptions, SqsOptionsValidator>();
        services.TryAddSingleton<IAmazonSQS>(_ => new AmazonSQSClient(new AmazonSQSConfig { Timeout = CallTimeout }));
        services.TryAddSingleton<TraceHeader>(LambdaTrace.Current);
        services.TryAddSingleton<IJobQueue, SqsJobQueue>();
        services.TryAddSingleton<ICancelSignals, SqsCancelSignals>();
        return services;
    }

    /// <summary>Adds <see cref="IDocumentStore"/> on S3 (section <c>Videos</c>).</summary>
    public static IServiceCollection AddAwsDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBucket(configuration);
        services.TryAddSingleton<IDocumentStore, S3DocumentStore>();
        return services;
    }

    /// <summary>Adds <see cref="IVideoFiles"/> on S3 (section <c>Videos</c>).</summary>
    public static IServiceCollection AddAwsVideoFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBucket(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddPartHttp(PartTimeout);
        services.TryAddSingleton<IVideoFiles, S3VideoFiles>();
        return services;
    }

    /// <summary>Adds <see cref="IFleet"/> on Auto Scaling, and its <see cref="IFleetWaker"/> (section <c>Fleet</c>).</summary>
    public static IServiceCollection AddAwsFleet(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FleetOptions>().Bind(configuration.GetSection(FleetOptions.Section)).ValidateOnStart();
        services.AddOptions<AutoScalingOptions>().Bind(configuration.GetSection(AutoScalingOptions.Section)).ValidateOnStart();
        services.TryAddValidator<FleetOptions, FleetOptionsValidator>();
        services.TryAddValidator<AutoScalingOptions, AutoScalingOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAmazonAutoScaling>(_ => new AmazonAutoScalingClient());
        services.TryAddSingleton<IFleet, AutoScalingFleet>();
        services.TryAddSingleton<IFleetWaker, FleetWake>();
        return services;
    }

    /// <summary>Adds <see cref="FleetControl"/>, which needs the queue, the fleet, the documents and the metrics.</summary>
    public static IServiceCollection AddAwsFleetControl(this IServiceCollection services)
    {
        services.TryAddSingleton<IFleetMemory, DocumentFleetMemory>();
        services.TryAddSingleton<FleetControl>();
        return services;
    }

    /// <summary>Adds <see cref="IInstanceLife"/> and <see cref="IFleetSize"/> on Auto Scaling, for a machine of the fleet (section <c>Fleet</c>).</summary>
    public static IServiceCollection AddAwsInstanceLife(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InstanceLifeOptions>().Bind(configuration.GetSection(InstanceLifeOptions.Section));
        services.TryAddSingleton<IAmazonAutoScaling>(_ => new AmazonAutoScalingClient(new AmazonAutoScalingConfig { Timeout = GroupTimeout }));
        services.TryAddSingleton<IInstanceLife, AutoScalingInstanceLife>();
        services.TryAddSingleton<IFleetSize, AutoScalingFleetSize>();
        return services;
    }

    /// <summary>Adds <see cref="FleetMetrics"/> on CloudWatch, which needs the queue and the fleet (section <c>Metrics</c>).</summary>
    public static IServiceCollection AddAwsMetrics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricOptions>().Bind(configuration.GetSection(MetricOptions.Section)).ValidateOnStart();
        services.TryAddValidator<MetricOptions, MetricOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAmazonCloudWatch>(_ => new AmazonCloudWatchClient());
        services.TryAddSingleton<IQueueAge, CloudWatchQueueAge>();
        services.TryAddSingleton<FleetMetrics>();
        services.TryAddSingleton<WebhookMetrics>();
        return services;
    }

    /// <summary>Adds <see cref="IBotSecrets"/> on Secrets Manager (section <c>Telegram</c>).</summary>
    public static IServiceCollection AddBotSecret(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BotSecretOptions>().Bind(configuration.GetSection(BotSecretOptions.Section)).ValidateOnStart();
        services.AddOptions<WebhookSecretOptions>().Bind(configuration.GetSection(BotSecretOptions.Section));
        services.TryAddValidator<BotSecretOptions, BotSecretOptionsValidator>();
        services.TryAddValidator<WebhookSecretOptions, WebhookSecretOptionsValidator>();
        services.TryAddSingleton<IAmazonSecretsManager>(_ => new AmazonSecretsManagerClient());
        services.TryAddSingleton<IBotSecrets, SecretsManagerBotSecrets>();
        return services;
    }

    private static void AddBucket(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BucketOptions>().Bind(configuration.GetSection(BucketOptions.Section)).ValidateOnStart();
        services.TryAddValidator<BucketOptions, BucketOptionsValidator>();
        services.TryAddSingleton<IAmazonS3>(_ => new AmazonS3Client(new AmazonS3Config { Timeout = PartTimeout }));
    }

    /// <summary>Another room may have added the same, and an error should not be said twice.</summary>
    private static void TryAddValidator<TOptions, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(
        this IServiceCollection services)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions> =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
}
