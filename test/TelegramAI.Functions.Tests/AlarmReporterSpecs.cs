using System.Text.Json.Nodes;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Lambda;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Functions.Tests;

/// <summary>The published executable that tells operators of alarms.</summary>
public sealed class AlarmReporterSpecs(SharedStage shared) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private const int Limit = 60_000;

    private readonly string _alarm = $"telegramai-DeadLettersAlarm-{Guid.NewGuid():N}";
    private FunctionProcess _reporter = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What was sent in this spec, each of which has an alarm of its own.</summary>
    private IReadOnlyList<BotApiCall> Sent =>
        [.. shared.Stage.Telegram.CallsOf("sendMessage").Where(call => call.Fields["text"].Contains(_alarm, StringComparison.Ordinal))];

    public async ValueTask InitializeAsync() => _reporter = await shared.Stage.StartAsync("AlarmReporter");

    public async ValueTask DisposeAsync()
    {
        if (_reporter is not null)
            await _reporter.DisposeAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task Each_operator_is_told_in_one_plain_sentence()
    {
        Assert.Null((await RaiseAsync()).Error);

        Assert.Equal(["11", "22"], Sent.Select(call => call.Fields["chat_id"]));
        Assert.All(Sent, call => Assert.Equal($"⚠️ A job was given up, or its chat could not be told. (alarm {_alarm})", call.Fields["text"]));
    }

    [Fact(Timeout = Limit)]
    public async Task The_same_alarm_is_told_once_though_it_comes_again_and_again()
    {
        await RaiseAsync();
        await RaiseAsync();
        await RaiseAsync("OK", at: "2026-11-28T04:40:00.000+0000");
        await RaiseAsync(at: "2026-11-28T04:45:00.000+0000");

        Assert.Equal(2, Sent.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task Another_alarm_is_told_beside_it()
    {
        await RaiseAsync();
        await RaiseAsync(name: $"{_alarm}-another");

        Assert.Equal(4, Sent.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_well_again_is_not_told()
    {
        Assert.Null((await RaiseAsync("OK")).Error);
        Assert.Null((await RaiseAsync("INSUFFICIENT_DATA")).Error);

        Assert.Empty(Sent);
    }

    [Fact(Timeout = Limit)]
    public async Task Where_Telegram_fails_the_platform_tries_again_and_nobody_is_told_twice()
    {
        shared.Stage.Telegram.NextError("sendMessage", 502, "Bad Gateway");

        Assert.NotNull((await RaiseAsync()).Error);
        Assert.Null((await RaiseAsync()).Error);

        Assert.Equal(["11", "22", "11"], Sent.Select(call => call.Fields["chat_id"]));
    }

    [Fact(Timeout = Limit)]
    public async Task An_operator_who_never_wrote_to_the_bot_does_not_keep_the_others_from_being_told()
    {
        shared.Stage.Telegram.NextError("sendMessage", 403, "Forbidden: bot can't initiate conversation with a user");

        Assert.Null((await RaiseAsync()).Error);

        Assert.Equal(["11", "22"], Sent.Select(call => call.Fields["chat_id"]));
        Assert.Contains(_reporter.Log, line => line.Contains("must send the bot a message first", StringComparison.Ordinal));
    }

    [Theory(Timeout = Limit)]
    [InlineData("{}")]
    [InlineData("""{"Records": []}""")]
    [InlineData("""{"Records": [{"Sns": {"Message": "hello"}}]}""")]
    public async Task What_is_no_alarm_is_nothing(string notification)
    {
        var before = shared.Stage.Telegram.Calls.Count;

        Assert.Null((await _reporter.InvokeAsync(notification, cancellationToken: Cancellation)).Error);

        Assert.Equal(before, shared.Stage.Telegram.Calls.Count);
    }

    private Task<Invocation> RaiseAsync(
        string state = "ALARM", string? name = null, string at = "2026-11-28T04:35:00.123+0000")
    {
        var notification = JsonNode.Parse(MetricSenderSpecs.Event("alarm"))!;
        var alarm = JsonNode.Parse((string)notification["Records"]![0]!["Sns"]!["Message"]!)!;
        (alarm["NewStateValue"], alarm["AlarmName"], alarm["StateChangeTime"]) = (state, name ?? _alarm, at);
        notification["Records"]![0]!["Sns"]!["Message"] = alarm.ToJsonString();
        return _reporter.InvokeAsync(notification.ToJsonString(), cancellationToken: Cancellation);
    }
}
