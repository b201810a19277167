using System.Text.Json.Nodes;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.Functions.Tests;

/// <summary>The published executable that ends what no worker could do.</summary>
public sealed class DeadLetterSpecs(Rig.Functions functions) : IAsyncLifetime
{
    private Stage _stage = null!;
    private FunctionProcess _function = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Rig.Functions.SkipWhereMissing();
        _stage = await Stage.DeployAsync(functions, $"dead-{Guid.NewGuid():N}");
        _function = await _stage.StartAsync("DeadLetters");
    }

    public async ValueTask DisposeAsync()
    {
        if (_function is not null)
            await _function.DisposeAsync();
        if (_stage is not null)
            await _stage.DisposeAsync();
    }

    [Fact]
    public async Task The_chat_is_told_once_with_the_id_and_the_ledger_says_that_the_job_has_failed()
    {
        var letters = MetricSenderSpecs.Event("dead-letters");

        var first = await InvokeAsync(letters);
        var again = await InvokeAsync(letters);

        Assert.Empty(first["batchItemFailures"]!.AsArray());
        Assert.Empty(again["batchItemFailures"]!.AsArray());
        var job = JobId.Parse("7-5-1");
        var told = Assert.Single(_stage.Telegram.CallsOf("sendMessage"));
        Assert.Equal("7", told.Fields["chat_id"]);
        Assert.Contains($"(id {job.Short})", told.Fields["text"], StringComparison.Ordinal);
        Assert.Equal(JobState.Failed, (await _stage.Ledger.FindAsync(job, Cancellation))!.State);
    }

    [Fact]
    public async Task A_chat_that_refuses_the_last_word_is_not_asked_for_ever()
    {
        _stage.Telegram.NextError("sendMessage", 400, "Bad Request: something new");
        var letters = JsonNode.Parse(MetricSenderSpecs.Event("dead-letters"))!;
        var second = letters["Records"]![0]!.DeepClone();
        second["messageId"] = "second";
        second["body"] = JobMessage.Write(Stage.Job(6));
        letters["Records"]!.AsArray().Add(second);

        var answer = await InvokeAsync(letters.ToJsonString());

        Assert.Empty(answer["batchItemFailures"]!.AsArray());
        Assert.Contains("something new", (await _stage.Ledger.FindAsync(JobId.Parse("7-5-1"), Cancellation))!.Error, StringComparison.Ordinal);
        Assert.True((await _stage.Ledger.FindAsync(JobId.Parse("7-5-1"), Cancellation))!.HasEnded);
        Assert.True((await _stage.Ledger.FindAsync(JobId.Parse("7-6-1"), Cancellation))!.HasEnded);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_record_that_fails_comes_again_alone_and_costs_the_other_chats_nothing()
    {
        _stage.Telegram.NextError("sendMessage", 429, "Too Many Requests: retry after 3000", retryAfter: 3000);
        var letters = JsonNode.Parse(MetricSenderSpecs.Event("dead-letters"))!;
        for (var number = 16; number < 19; number++)
        {
            var letter = letters["Records"]![0]!.DeepClone();
            letter["messageId"] = $"letter-{number}";
            letter["body"] = JobMessage.Write(JobOf(number));
            letter["messageAttributes"]!["chat_id"]!["stringValue"] = $"{number}";
            letters["Records"]!.AsArray().Add(letter);
        }

        var invocation = await _function.InvokeAsync(letters.ToJsonString(), TimeSpan.FromSeconds(12), cancellationToken: Cancellation);

        Assert.True(invocation.Error is null, invocation.Error?.Body);
        var failed = Assert.Single(JsonNode.Parse(invocation.Response)!["batchItemFailures"]!.AsArray());
        Assert.Equal("059f36b4-87a3-44ab-83d2-661975830a7d", (string)failed!["itemIdentifier"]!);
        for (var number = 16; number < 19; number++)
            Assert.True((await _stage.Ledger.FindAsync(JobOf(number).Id, Cancellation))!.HasEnded);
    }

    [Theory]
    [InlineData("""{"Records": []}""")]
    [InlineData("{}")]
    public async Task An_event_without_letters_is_nothing(string letters) =>
        Assert.Empty((await InvokeAsync(letters))["batchItemFailures"]!.AsArray());

    /// <summary>A job of a chat of its own.</summary>
    private static DownloadJob JobOf(int chat) => Stage.Job(1) with { Id = new JobId(new ChatId(chat), new MessageId(1), 1) };

    private async Task<JsonNode> InvokeAsync(string letters)
    {
        var invocation = await _function.InvokeAsync(letters, cancellationToken: Cancellation);
        Assert.True(invocation.Error is null, invocation.Error?.Body);
        return JsonNode.Parse(invocation.Response)!;
    }
}
