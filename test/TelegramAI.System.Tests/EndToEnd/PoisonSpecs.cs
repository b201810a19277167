using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using TelegramAI.BotApiServer.Faults;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.System.Tests.EndToEnd.Rig;
using TelegramAI.Testing.Lambda;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.System.Tests.EndToEnd;

/// <summary>A job that no worker can do.</summary>
public sealed class PoisonSpecs(Published published)
{
    /// <summary>The stack's queue allows 8, and the waits between them grow to minutes.</summary>
    private const int Receives = 2;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);
    private static readonly ChatId Chat = new(Deployment.Person);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_fails_again_and_again_is_a_dead_letter_with_its_reason_and_the_chat_is_told_once()
    {
        await using var deployment = await Deployment.DeployAsync(published);
        await deployment.AllowReceivesAsync(Receives);
        await using var bot = await deployment.StartFunctionAsync("Bot");
        await using var url = await FunctionUrl.StartAsync(bot, Cancellation);
        await deployment.SetWebhookAsync(url.Address);
        deployment.Telegram.Faults.FailNext("*", BotApiFault.Refused, calls: 1000);
        await deployment.Telegram.People.SendAsync(Chat, "https://youtu.be/many-000043", cancellationToken: Cancellation);
        await using (var worker = deployment.StartWorker(("Instance__Watch", "false")))
            await Eventually.UntilAsync("the job is a dead letter", Long, async () => await deployment.CountAsync(deployment.DeadLetters) == 1, () => string.Join('\n', worker.Log));

        Assert.Equal(0, await deployment.CountAsync(deployment.Queue));
        var letter = await ReceiveAsync(deployment);
        var job = JobMessage.Read(new QueueMessage { Id = letter.MessageId, Receipt = "", Body = letter.Body, ReceiveCount = Receives, SentAt = default }).Id;
        var failed = (await deployment.Ledger.FindAsync(job, Cancellation))!;
        Assert.Equal((JobState.Running, Receives), (failed.State, failed.Runs));
        Assert.Contains("planned", failed.Error, StringComparison.Ordinal);

        deployment.Telegram.Faults.Clear();
        await using var function = await deployment.StartFunctionAsync("DeadLetters");
        await HandleAsync(function, letter);
        await HandleAsync(function, letter);

        var ended = (await deployment.Ledger.FindAsync(job, Cancellation))!;
        Assert.Equal((JobState.Failed, failed.Error), (ended.State, ended.Error));
        var told = Assert.Single(await deployment.Telegram.ReadAsync(Chat, Cancellation), message => message.Text?.Contains(job.Short, StringComparison.Ordinal) is true);
        Assert.Equal(ended.Failure, told.Text);
        Assert.Contains("couldn't be downloaded after several attempts", told.Text, StringComparison.Ordinal);
        Telemetry.AssertGivenUp(deployment.Collector, url.Traces[0], times: 2);
    }

    private static async Task<Message> ReceiveAsync(Deployment deployment)
    {
        var received = await deployment.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(deployment.DeadLetters) { MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] }, Cancellation);
        return Assert.Single(received.Messages);
    }

    /// <summary>Hands a message to the function as Lambda does. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html</summary>
    private static async Task HandleAsync(FunctionProcess function, Message letter)
    {
        var record = new JsonObject
        {
            ["messageId"] = letter.MessageId,
            ["receiptHandle"] = letter.ReceiptHandle,
            ["body"] = letter.Body,
            ["attributes"] = new JsonObject(letter.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, (JsonNode?)attribute.Value))),
            ["messageAttributes"] = new JsonObject(letter.MessageAttributes.Select(attribute => KeyValuePair.Create(
                attribute.Key, (JsonNode?)new JsonObject { ["stringValue"] = attribute.Value.StringValue, ["dataType"] = attribute.Value.DataType }))),
            ["md5OfBody"] = letter.MD5OfBody,
            ["eventSource"] = "aws:sqs",
            ["awsRegion"] = "eu-west-1",
        };
        var invocation = await function.InvokeAsync(new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString(), cancellationToken: Cancellation);
        Assert.True(invocation.Error is null, invocation.Error?.Body);
        Assert.Empty(JsonNode.Parse(invocation.Response)!["batchItemFailures"]!.AsArray());
    }
}
