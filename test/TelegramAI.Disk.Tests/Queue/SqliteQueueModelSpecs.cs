using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Disk.Queue;
using TelegramAI.Testing.Files;

namespace TelegramAI.Disk.Tests.Queue;

/// <summary>Random operations on the queue and on a list in memory, which must agree on every answer.</summary>
public sealed class SqliteQueueModelSpecs
{
    private static readonly SqliteQueueOptions Options = new()
    {
        Visibility = TimeSpan.FromSeconds(30),
        MaxReceives = 3,
        Retention = TimeSpan.FromMinutes(10),
        DeadLetterRetention = TimeSpan.FromMinutes(20),
    };

    // Each operation's two numbers: how many or which, and how many seconds.
    private static readonly Gen<(string What, int Number, int Seconds)> Operations = Gen.Select(
        Gen.Frequency(
            (3, Gen.Const("send")),
            (6, Gen.Const("receive")),
            (2, Gen.Const("receive dead")),
            (3, Gen.Const("extend")),
            (3, Gen.Const("complete")),
            (5, Gen.Const("pass")),
            (1, Gen.Const("release")),
            (1, Gen.Const("reopen"))),
        Gen.Int[0, 1_000],
        Gen.OneOfConst(0, 0, 1, 10, 29, 30, 31, 90));

    [Fact]
    public Task The_queue_answers_as_its_model_does() =>
        Operations.Array[1, 120].SampleAsync(async operations => await RunAsync(operations), iter: 100, threads: 2);

    private static async Task RunAsync((string What, int Number, int Seconds)[] operations)
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider();
        var model = new QueueModel(Options, () => time.GetUtcNow());
        var queue = Open();
        List<(QueueMessage Message, int Receipt)> handles = [];
        var sent = 0;
        foreach (var (what, number, seconds) in operations)
        {
            var span = TimeSpan.FromSeconds(seconds);
            switch (what)
            {
                case "send":
                    var jobs = Enumerable.Range(sent, number % 4).ToArray();
                    sent += jobs.Length;
                    await queue.SendAsync([.. jobs.Select(Job)], span);
                    model.Send(jobs, span);
                    break;
                case "receive" or "receive dead":
                    var dead = what is "receive dead";
                    var received = await (dead ? queue.DeadLetters : queue).ReceiveAsync(1 + (number % 3), TimeSpan.Zero);
                    var expected = model.Receive(1 + (number % 3), dead);
                    Assert.Equal(
                        expected.Select(message => (message.Number, message.Receives)),
                        received.Select(message => (NumberOf(message), message.ReceiveCount)));
                    handles.AddRange(received.Zip(expected, (message, modelled) => (message, modelled.Receipt)));
                    break;
                case "extend" when handles.Count > 0:
                    var (extended, extendedReceipt) = handles[number % handles.Count];
                    Assert.Equal(
                        model.Extend(extendedReceipt, span),
                        await SucceedsAsync(() => QueueOf(extended).ExtendAsync(extended, span)));
                    break;
                case "complete" when handles.Count > 0:
                    var (completed, completedReceipt) = handles[number % handles.Count];
                    Assert.Equal(
                        model.Complete(completedReceipt),
                        await SucceedsAsync(() => QueueOf(completed).CompleteAsync(completed)));
                    break;
                case "pass":
                    time.Advance(span);
                    break;
                case "release":
                    Assert.Equal(model.ReleaseAll(), await queue.ReleaseAllAsync());
                    break;
                case "reopen":
                    await queue.DisposeAsync();
                    queue = Open();
                    break;
            }

            Assert.Equal(model.Count(), await queue.CountAsync());
        }

        await queue.DisposeAsync();

        SqliteQueue Open() => SqliteQueue.Open(folder["queue.db"], Options, time, NullLogger<SqliteQueue>.Instance);

        // A dead letter's receives go on from those that made it one.
        IJobQueue QueueOf(QueueMessage message) => message.ReceiveCount > Options.MaxReceives ? queue.DeadLetters : queue;
    }

    private static DownloadJob Job(int number) => new()
    {
        Id = new JobId(new ChatId(1), new MessageId(number), 0),
        User = new UserId(1),
        Request = VideoRequest.ForSearch("rain"),
        RequestedAt = DateTimeOffset.UnixEpoch,
    };

    private static int NumberOf(QueueMessage message) => JobMessage.Read(message, _ => null).Id.Message.Value;

    private static async Task<bool> SucceedsAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return true;
        }
        catch (ReceiptExpiredException)
        {
            return false;
        }
    }
}
