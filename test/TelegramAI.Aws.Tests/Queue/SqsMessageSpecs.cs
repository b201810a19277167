using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Tests.Queue;

/// <summary>What goes over the wire to SQS, and what its refusals mean.</summary>
public sealed class SqsMessageSpecs(SharedMoto moto)
{
    private const string Json = "application/x-amz-json-1.0";
    private const string Trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-5", -5L)]
    [InlineData("rain", null)]
    [InlineData(null, null)]
    public async Task Another_programs_plain_text_is_received_as_it_is(string? attribute, long? chat)
    {
        using var sqs = await moto.SqsAsync();
        var (jobs, _) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);
        var send = new SendMessageRequest(jobs, "rain ☔");
        if (attribute is not null)
            send.MessageAttributes = new() { ["chat_id"] = new() { DataType = "String", StringValue = attribute } };
        await sqs.SendMessageAsync(send, Cancellation);

        var message = Assert.Single(await Open(sqs, jobs).ReceiveAsync(100, TimeSpan.FromHours(1), Cancellation));

        Assert.Equal("rain ☔", message.Body);
        Assert.Equal(chat, message.Chat?.Value);
        Assert.Equal(DateTimeOffset.UtcNow, message.SentAt, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_entry_that_SQS_did_not_take_is_sent_once_more_by_itself()
    {
        var batches = new List<string[]>();
        using var sqs = await moto.SqsAsync(Taking(batches, batch => batch is 1 ? ["1"] : []));
        var (jobs, _) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);

        await Open(sqs, jobs).SendAsync([Job(1), Job(2), Job(3)], Cancellation);

        Assert.Equal([["-100-1-0", "-100-2-0", "-100-3-0"], ["-100-2-0"]], batches);
    }

    [Fact]
    public async Task An_entry_that_SQS_did_not_take_twice_is_an_error_of_the_whole()
    {
        var batches = new List<string[]>();
        using var sqs = await moto.SqsAsync(Taking(batches, _ => ["1"]));
        var (jobs, _) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);

        var failure = await Assert.ThrowsAsync<QueueSendException>(() => Open(sqs, jobs).SendAsync([Job(1), Job(2), Job(3)], Cancellation));

        Assert.Equal("SQS did not take 1 of the messages: InternalError Try again", failure.Message);
        Assert.Equal(2, batches.Count);
    }

    [Theory]
    [InlineData("com.amazonaws.sqs#MessageNotInflight", "The specified message isn't in flight.")]
    [InlineData("com.amazonaws.sqs#ReceiptHandleIsInvalid", "The input receipt handle is invalid.")]
    [InlineData("com.amazon.coral.service#InvalidParameterValueException", "Value X for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")]
    [InlineData("InvalidParameterValue", "Value X for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.")]
    public async Task A_receipt_has_expired_in_whatever_words_SQS_says_it(string type, string words)
    {
        using var sqs = await moto.SqsAsync(Refusing(type, words));
        var queue = Open(sqs, "http://127.0.0.1/1/jobs");

        await Assert.ThrowsAsync<ReceiptExpiredException>(() => queue.ExtendAsync(Received, TimeSpan.FromSeconds(1), Cancellation));
        await Assert.ThrowsAsync<ReceiptExpiredException>(() => queue.CompleteAsync(Received, Cancellation));
    }

    [Fact]
    public async Task Jobs_are_sent_ten_at_a_time_and_none_is_lost()
    {
        var wire = new Wire();
        using var sqs = await moto.SqsAsync(wire);
        var (jobs, _) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);
        var queue = Open(sqs, jobs);
        var before = wire.Requests;

        await queue.SendAsync([.. Enumerable.Range(1, 25).Select(Job)], Cancellation);

        Assert.Equal(3, wire.Requests - before);
        Assert.Equal(25, (await queue.CountAsync(Cancellation)).Waiting);
    }

    [Fact]
    public async Task Sending_nothing_asks_for_nothing()
    {
        var wire = new Wire();
        using var sqs = await moto.SqsAsync(wire);

        await Open(sqs, "http://127.0.0.1/1/none").SendAsync([], Cancellation);

        Assert.Equal(0, wire.Requests);
    }

    [Fact]
    public async Task A_message_carries_its_chat()
    {
        using var sqs = await moto.SqsAsync();
        var (jobs, _) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);

        await Open(sqs, jobs).SendAsync([Job(7)], Cancellation);

        var request = new ReceiveMessageRequest(jobs) { MessageAttributeNames = ["All"] };
        var message = Assert.Single((await sqs.ReceiveMessageAsync(request, Cancellation)).Messages);
        Assert.Equal("String", message.MessageAttributes["chat_id"].DataType);
        Assert.Equal("-100", message.MessageAttributes["chat_id"].StringValue);
        Assert.Equal("-100-7-0", JsonNode.Parse(message.Body)!["jobId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Trace)]
    [InlineData(null)]
    public async Task A_message_carries_the_trace_that_it_was_sent_in(string? trace)
    {
        // Moto forgets it, so it is read on its way.
        JsonNode? entry = null;
        using var sqs = await moto.SqsAsync(new Wire(async (request, send) =>
        {
            entry = await BodyAsync(request) is { } body && body["Entries"] is { } entries ? entries[0] : entry;
            return await send();
        }));
        var (jobs, _) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);

        await Open(sqs, jobs, trace).SendAsync([Job(7)], Cancellation);

        Assert.NotNull(entry);
        Assert.Equal(trace, entry["MessageSystemAttributes"]?["AWSTraceHeader"]?["StringValue"]?.GetValue<string>());
        Assert.Equal(
            trace is null ? null : "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
            (string?)JsonNode.Parse((string)entry["MessageBody"]!)!["trace"]);
    }

    [Fact]
    public async Task A_trace_of_ones_own_goes_before_the_one_that_it_was_called_in()
    {
        using var sqs = await moto.SqsAsync();
        var (jobs, _) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);
        const string Own = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01";

        await Open(sqs, jobs, Trace).SendAsync([Job(7) with { Trace = Own }], Cancellation);

        var message = Assert.Single(await Open(sqs, jobs).ReceiveAsync(1, TimeSpan.Zero, Cancellation));
        Assert.Equal(Own, JobMessage.Read(message).Trace);
    }

    [Fact]
    public async Task A_queue_that_is_away_is_told_in_words_that_are_not_the_vendors()
    {
        using var sqs = await moto.SqsAsync(new Wire((_, _) => Task.FromResult(Wire.Answer(HttpStatusCode.ServiceUnavailable, Json, "{}"))));
        var queue = Open(sqs, "http://127.0.0.1/1/jobs");

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => queue.SendAsync([Job(1)], Cancellation));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => queue.ReceiveAsync(1, TimeSpan.Zero, Cancellation));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => queue.ExtendAsync(Received, TimeSpan.FromSeconds(1), Cancellation));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => queue.CompleteAsync(Received, Cancellation));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => queue.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_visibility_that_SQS_does_not_allow_is_no_expired_receipt()
    {
        using var sqs = await moto.SqsAsync(Refusing("InvalidParameterValue", "Value 50000 for parameter VisibilityTimeout is invalid."));

        await Assert.ThrowsAsync<AmazonSQSException>(
            () => Open(sqs, "http://127.0.0.1/1/jobs").ExtendAsync(Received, TimeSpan.FromSeconds(50_000), Cancellation));
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_named()
    {
        using var sqs = await moto.SqsAsync();
        var (jobs, dead) = await sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);
        var queue = Open(sqs, $"{jobs}x", deadLetters: dead);

        await ThrowsMissingAsync(() => queue.SendAsync([Job(1)], Cancellation), "Jobs:QueueUrl", $"{jobs}x");
        await ThrowsMissingAsync(() => queue.ReceiveAsync(1, TimeSpan.Zero, Cancellation), "Jobs:QueueUrl", $"{jobs}x");
        await ThrowsMissingAsync(() => queue.CompleteAsync(Received, Cancellation), "Jobs:QueueUrl", $"{jobs}x");
        await ThrowsMissingAsync(() => queue.CountAsync(Cancellation), "Jobs:QueueUrl", $"{jobs}x");
        await ThrowsMissingAsync(
            () => Open(sqs, jobs, deadLetters: $"{dead}x").CountAsync(Cancellation), "Jobs:DeadLetterQueueUrl", $"{dead}x");

        static async Task ThrowsMissingAsync(Func<Task> call, string setting, string url)
        {
            var missing = await Assert.ThrowsAsync<AwsResourceMissingException>(call);
            Assert.Equal($"{setting} names a queue that does not exist here: '{url}'", missing.Message);
        }
    }

    private static QueueMessage Received =>
        new() { Id = "1", Receipt = "receipt", Body = "", ReceiveCount = 1, SentAt = DateTimeOffset.UnixEpoch };

    private static SqsJobQueue Open(IAmazonSQS sqs, string url, string? trace = null, string? deadLetters = null) => new(
        sqs,
        Options.Create(new SqsOptions { QueueUrl = url, DeadLetterQueueUrl = deadLetters }),
        Options.Create(new JobOptions()),
        () => trace);

    private static DownloadJob Job(int message) => new()
    {
        Id = new JobId(new ChatId(-100), new MessageId(message), 0),
        User = new UserId(3),
        Request = VideoRequest.ForSearch("rain"),
        RequestedAt = DateTimeOffset.UnixEpoch,
    };

    private static Wire Refusing(string type, string words) => new((_, _) => Task.FromResult(
        Wire.Answer(HttpStatusCode.BadRequest, Json, JsonSerializer.Serialize(new { __type = type, message = words }))));

    private static async Task<JsonNode> BodyAsync(HttpRequestMessage request) =>
        JsonNode.Parse(await request.Content!.ReadAsStringAsync(Cancellation))!;

    /// <summary>Says of some entries of each batch, which is counted from one, that SQS did not take them.</summary>
    private static Wire Taking(List<string[]> batches, Func<int, string[]> refuse) => new(async (request, send) =>
    {
        var body = await BodyAsync(request);
        if (body["Entries"] is not JsonArray entries)
            return await send();

        batches.Add([.. entries.Select(entry => JsonNode.Parse(entry!["MessageBody"]!.GetValue<string>())!["jobId"]!.GetValue<string>())]);
        var refused = refuse(batches.Count);
        using var sent = await send();
        var answer = JsonNode.Parse(await sent.Content.ReadAsStringAsync(Cancellation))!;
        var failed = new JsonArray();
        foreach (var entry in answer["Successful"]!.AsArray().Where(entry => refused.Contains(entry!["Id"]!.GetValue<string>())).ToArray())
        {
            answer["Successful"]!.AsArray().Remove(entry);
            failed.Add(new JsonObject { ["Id"] = entry!["Id"]!.DeepClone(), ["SenderFault"] = false, ["Code"] = "InternalError", ["Message"] = "Try again" });
        }

        answer["Failed"] = failed;
        return Wire.Answer(HttpStatusCode.OK, Json, answer.ToJsonString());
    });
}
