using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SQS;
using TelegramAI.Testing.Aws;

namespace AWSSDK.Tests.Moto;

public sealed class MotoServerSpecs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_as_soon_as_it_is_started_and_forgets_everything_at_a_reset()
    {
        Assert.SkipUnless(MotoServer.SkipReason is null, MotoServer.SkipReason ?? "");
        await using var moto = await MotoServer.StartAsync(cancellationToken: Cancellation);
        using var sqs = Queues(moto);
        var created = await sqs.CreateQueueAsync("jobs", Cancellation);
        Assert.StartsWith(moto.Url + "/", created.QueueUrl, StringComparison.Ordinal);

        await moto.ResetAsync(Cancellation);

        Assert.Null((await sqs.ListQueuesAsync("", Cancellation)).QueueUrls);
    }

    [Fact]
    public async Task Two_servers_know_nothing_of_each_other()
    {
        Assert.SkipUnless(MotoServer.SkipReason is null, MotoServer.SkipReason ?? "");
        await using var one = await MotoServer.StartAsync(cancellationToken: Cancellation);
        await using var other = await MotoServer.StartAsync(cancellationToken: Cancellation);
        using var sqs = Queues(one);
        using var otherSqs = Queues(other);

        await sqs.CreateQueueAsync("jobs", Cancellation);

        Assert.Null((await otherSqs.ListQueuesAsync("", Cancellation)).QueueUrls);
    }

    [Fact]
    public async Task It_is_gone_when_it_is_disposed()
    {
        Assert.SkipUnless(MotoServer.SkipReason is null, MotoServer.SkipReason ?? "");
        var moto = await MotoServer.StartAsync(cancellationToken: Cancellation);

        await moto.DisposeAsync();

        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(moto.Url + "/moto-api/"), Cancellation));
    }

    [Fact]
    public async Task It_ends_when_the_pipe_from_its_starter_breaks_as_it_does_when_that_process_dies()
    {
        Assert.SkipUnless(MotoServer.SkipReason is null, MotoServer.SkipReason ?? "");
        var start = new ProcessStartInfo("python3", [MotoServer.Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        var port = await python.StandardOutput.ReadLineAsync(Cancellation);
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/moto-api/reset"), content: null, Cancellation);
        Assert.True(answer.IsSuccessStatusCode);

        python.StandardInput.Close();

        await python.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal(0, python.ExitCode);
    }

    private static AmazonSQSClient Queues(MotoServer moto) => new(
        new BasicAWSCredentials("testing", "testing"),
        new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
}
