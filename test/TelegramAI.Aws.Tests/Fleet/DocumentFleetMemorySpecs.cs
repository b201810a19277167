using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Fleet;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Aws.Tests.Fleet;

public sealed class DocumentFleetMemorySpecs(SharedMoto moto)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly FleetMemory Memory = new()
    {
        Instances = new Dictionary<string, InstanceSighting>(StringComparer.Ordinal)
        {
            ["i-1"] = new(InstanceState.InService, Noon, Noon.AddMinutes(3)),
            ["i-2"] = new(InstanceState.Pending, Noon.AddMinutes(3), Noon.AddMinutes(3)),
        },
        JobsWaited = true,
        Stuck = new StuckSpell(Noon, 2),
        FailedAt = Noon.AddMinutes(-9),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task What_is_remembered_is_there_for_the_next_process()
    {
        var documents = await DocumentsAsync();
        Assert.Empty((await Open(documents).ReadAsync(Cancellation)).Instances);

        await Open(documents).WriteAsync(Memory, Cancellation);
        var read = await Open(documents).ReadAsync(Cancellation);

        Assert.Equal(Memory.Instances, read.Instances);
        Assert.Equal((Memory.JobsWaited, Memory.Stuck, Memory.FailedAt), (read.JobsWaited, read.Stuck, read.FailedAt));
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_can_not_be_read_begins_anew()
    {
        var documents = await DocumentsAsync();
        await documents.PutAsync("fleet/workers.json", Encoding.UTF8.GetBytes("{"), expected: null, Cancellation);
        var memory = Open(documents);

        Assert.Empty((await memory.ReadAsync(Cancellation)).Instances);
        await memory.WriteAsync(Memory, Cancellation);

        Assert.Equal(2, (await memory.ReadAsync(Cancellation)).Instances.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task Of_two_calls_at_once_the_first_is_remembered_and_the_second_is_no_error()
    {
        var documents = await DocumentsAsync();
        var (first, second) = (Open(documents), Open(documents));
        await first.ReadAsync(Cancellation);
        await second.ReadAsync(Cancellation);

        await first.WriteAsync(Memory, Cancellation);
        await second.WriteAsync(new FleetMemory(), Cancellation);

        Assert.Equal(2, (await Open(documents).ReadAsync(Cancellation)).Instances.Count);
    }

    private static DocumentFleetMemory Open(S3DocumentStore documents) => new(
        documents, Options.Create(new AutoScalingOptions { GroupName = "workers" }), NullLogger<DocumentFleetMemory>.Instance);

    private async Task<S3DocumentStore> DocumentsAsync()
    {
        var bucket = SharedMoto.NewName();
        var s3 = await moto.S3Async();
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, BucketRegion = S3Region.FindValue(MotoServer.Region) }, Cancellation);
        return new S3DocumentStore(s3, Options.Create(new BucketOptions { Bucket = bucket }));
    }
}
