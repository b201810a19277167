using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Testing.Worker;

/// <summary>
/// What an instance knows of itself, on loopback: version 2 only, so nothing is told without a token.
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
/// </summary>
public sealed class LoopbackInstanceMetadata : IAsyncDisposable
{
    private const string LifecycleState = "meta-data/autoscaling/target-lifecycle-state";
    private const string Token = "a-token-of-this-instance";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);

    private LoopbackInstanceMetadata(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Whether nobody is answered.</summary>
    public bool IsAway { get; set; }

    public static async Task<LoopbackInstanceMetadata> StartAsync(string instanceId, string region, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var metadata = new LoopbackInstanceMetadata(app);
        metadata._values["meta-data/instance-id"] = instanceId;
        metadata._values["meta-data/placement/region"] = region;
        metadata._values["meta-data/placement/availability-zone"] = $"{region}a";
        metadata._values["dynamic/instance-identity/document"] = new JsonObject { ["instanceId"] = instanceId, ["region"] = region }.ToJsonString();
        metadata._values[LifecycleState] = "InService";
        app.Use(async (context, next) =>
        {
            if (metadata.IsAway)
                context.Abort();
            else
                await next(context);
        });
        app.MapPut("/latest/api/token", () => Results.Text(Token));
        app.MapGet("/latest/{**path}", metadata.Get);
        await app.StartAsync(cancellationToken);
        return metadata;
    }

    /// <summary>Auto Scaling wants the instance to go, as after a scale-in.</summary>
    public void Terminate() => _values[LifecycleState] = "Terminated";

    /// <summary>An operator puts the instance aside.</summary>
    public void PutAside() => _values[LifecycleState] = "Standby";

    /// <summary>An operator puts it back.</summary>
    public void PutBack() => _values[LifecycleState] = "InService";

    /// <summary>EC2 takes the instance back in two minutes. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html</summary>
    public void Interrupt() => _values["meta-data/spot/instance-action"] =
        new JsonObject { ["action"] = "terminate", ["time"] = $"{DateTime.UtcNow.AddMinutes(2):yyyy-MM-ddTHH:mm:ssZ}" }.ToJsonString();

    /// <summary>EC2 may need the instance soon. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/rebalance-recommendations.html</summary>
    public void Recommend() => _values["meta-data/events/recommendations/rebalance"] =
        new JsonObject { ["noticeTime"] = $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}" }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private IResult Get(HttpContext context, string path) => (context.Request.Headers["X-aws-ec2-metadata-token"].ToString(), _values.TryGetValue(path, out var value)) switch
    {
        (not Token, _) => Results.Unauthorized(),
        (_, true) => Results.Text(value),
        _ => Results.NotFound(),
    };
}
