using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Lambda;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Functions.Tests;

/// <summary>The metric sender's look at the webhook.</summary>
public sealed class WebhookWatchSpecs(SharedStage shared) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private const int Limit = 60_000;
    private const string Elsewhere = "https://other.lambda-url.eu-west-1.on.aws/";

    private FunctionProcess _sender = null!;
    private int _callsBefore;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private BotApi Telegram => shared.Stage.Telegram;

    private string Own => shared.Stage.Stack.PhysicalIds["BotUrl"];

    /// <summary>The webhooks that were set in this spec.</summary>
    private IReadOnlyList<BotApiCall> Set => [.. Telegram.CallsOf("setWebhook").Skip(_callsBefore)];

    public async ValueTask InitializeAsync()
    {
        _callsBefore = Telegram.CallsOf("setWebhook").Count();
        (Telegram.WebhookUrl, Telegram.WebhookPending, Telegram.WebhookError) = ("", 0, null);
        _sender = await shared.Stage.StartAsync("MetricSender");
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
            await _sender.DisposeAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task A_webhook_that_works_is_left_alone()
    {
        Telegram.WebhookUrl = Own;

        Assert.Equal(0, await CheckAsync());
        Assert.Empty(Set);
    }

    [Fact(Timeout = Limit)]
    public async Task A_webhook_that_was_removed_is_reported_and_set_again()
    {
        Assert.Equal(1, await CheckAsync());

        var call = Assert.Single(Set);
        Assert.StartsWith(Own, call.Fields["url"], StringComparison.Ordinal);
        Assert.Equal(await shared.Stage.WebhookSecretAsync(), call.Fields["secret_token"]);
        Assert.Equal("20", call.Fields["max_connections"]);
        Assert.Contains(_sender.Log, line => line.Contains("it has been set again", StringComparison.Ordinal));
        Assert.Equal(0, await CheckAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_webhook_that_points_elsewhere_is_reported_and_never_taken_over()
    {
        Telegram.WebhookUrl = Elsewhere;

        Assert.Equal(1, await CheckAsync());

        Assert.Empty(Set);
        Assert.Equal(Elsewhere, Telegram.WebhookUrl);
        Assert.Contains(_sender.Log, line => line.Contains("other.lambda-url.eu-west-1.on.aws", StringComparison.Ordinal));
    }

    [Theory(Timeout = Limit)]
    [InlineData("Connection timed out", false)]
    [InlineData("Wrong response from the webhook: 401 Unauthorized", true)]
    public async Task A_webhook_that_fails_is_reported_and_gets_the_current_secret_where_that_is_why(string error, bool isSetAgain)
    {
        (Telegram.WebhookUrl, Telegram.WebhookPending, Telegram.WebhookError) = (Own, 5, (DateTimeOffset.UtcNow, error));
        await shared.Stage.ChangeWebhookSecretAsync("the-current-one");

        Assert.Equal(1, await CheckAsync());

        Assert.Equal(isSetAgain ? ["the-current-one"] : [], Set.Select(call => call.Fields["secret_token"]));
        Assert.Contains(_sender.Log, line => line.Contains("5 ", StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task A_token_that_Telegram_does_not_know_any_more_is_reported()
    {
        await shared.Stage.ChangeTokenAsync("654321:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB");

        Assert.Equal(1, await CheckAsync());

        Assert.DoesNotContain(_sender.Log, line => line.Contains("BBBBBBBB", StringComparison.Ordinal));
        await shared.Stage.ChangeTokenAsync(BotApi.Token);
    }

    [Fact(Timeout = Limit)]
    public async Task While_Telegram_can_not_be_reached_the_fleets_metric_is_published_all_the_same()
    {
        await using var sender = await shared.Stage.StartAsync("MetricSender", ("Telegram__BaseUrl", "http://127.0.0.1:9"), ("Fleet__TargetBacklog", "7"));

        var invocation = await sender.InvokeAsync(MetricSenderSpecs.Event("schedule"), cancellationToken: Cancellation);

        Assert.True(invocation.Error is null, invocation.Error?.Body);
        Assert.Equal(0, await MetricSenderSpecs.LatestAsync(shared.Stage, "BacklogPerInstance"));
        Assert.Contains(sender.Log, line => line.Contains("Could not check the webhook", StringComparison.Ordinal));
    }

    private async Task<double?> CheckAsync()
    {
        // A datapoint is of a second: it must not be in the same as another spec's.
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        var invocation = await _sender.InvokeAsync(MetricSenderSpecs.Event("schedule"), cancellationToken: Cancellation);
        Assert.True(invocation.Error is null, invocation.Error?.Body);
        Assert.DoesNotContain(_sender.Log, line => line.Contains(BotApi.Token, StringComparison.Ordinal));
        return await MetricSenderSpecs.LatestAsync(shared.Stage, "WebhookFailures");
    }
}
