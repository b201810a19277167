using Amazon.Lambda.Annotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TelegramAI.Aws;
using TelegramAI.Chat;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Functions.Alarms;
using TelegramAI.Functions.Logging;
using TelegramAI.Functions.Registration;
using TelegramAI.Functions.Tracing;
using TelegramAI.Functions.Webhook;

namespace TelegramAI.Functions;

/// <summary>What the functions are made of. A process runs one of them, and makes only what that one needs, once.</summary>
[LambdaStartup]
public sealed class Startup
{
    public void ConfigureServices(IServiceCollection services)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        services.AddLambdaLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<RequiredOptions>();

        services.AddAws(configuration);
        services.AddTelegramChatOfSecret(configuration);

        services.AddOptions<VideoOptions>().Configure(options => configuration.GetSection(VideoOptions.Section).Bind(options));
        services.AddSingleton<IValidateOptions<VideoOptions>, VideoOptionsValidator>();
        services.AddOptions<WebhookOptions>().Configure(options => configuration.GetSection(WebhookOptions.Section).Bind(options));
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddSingleton<IJobCancellation, JobCancellation>();
        services.AddSingleton<WebhookSecret>();
        services.AddSingleton<ForgedRequests>();
        services.AddSingleton<WebhookWatch>();
        services.AddSingleton<AlarmJournal>();
        services.AddSingleton<DeadLetterHandler>();
        services.AddSingleton<TraceExport>();
        services.AddSingleton<StackAnswer>();
        services.AddHttpClient(nameof(StackAnswer), http => http.Timeout = TimeSpan.FromSeconds(5)).RemoveAllLoggers();
    }
}
