using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Chat.Tests.Rig;

/// <summary>A host composed as the product's are, that speaks to the server of a test.</summary>
public static class TelegramHost
{
    public static IHost Create(string address, BotRig rig, ILoggerProvider? logs = null, string token = BotApi.Token, bool polls = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Telegram:Token"] = token,
            ["Telegram:BaseUrl"] = address,
            ["Telegram:AllowedUsers"] = "7, 8",
        });

        builder.Services.AddSingleton<IDocumentStore>(rig.Documents).AddSingleton<IJobQueue>(rig.Queue).AddSingleton<IFleetWaker>(rig.Fleet).AddSingleton<IJobCancellation>(rig.Cancellation);
        builder.Services.AddTelegramChat(builder.Configuration);
        if (polls)
            builder.Services.AddTelegramPolling();

        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        if (logs is not null)
            builder.Logging.AddProvider(logs);

        return builder.Build();
    }
}
