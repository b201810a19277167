using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

public sealed class LocalFleetHostSpecs
{
    [Fact]
    public async Task A_host_runs_the_fleet_and_stops_its_workers_gracefully()
    {
        var workers = new ConcurrentBag<PatientWorker>();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([new("LocalFleet:Speed", "60")]);
        builder.Services.AddSingleton<IJobQueue, EmptyQueue>();
        builder.Services.AddLocalFleet(builder.Configuration, (_, id) =>
        {
            var worker = new PatientWorker(id);
            workers.Add(worker);
            return worker;
        });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var fleet = host.Services.GetRequiredService<IFleet>();
        await fleet.RaiseDesiredAsync(2, TestContext.Current.CancellationToken);
        while (workers.Count(worker => worker.Running.IsCompleted) < 2)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.All(workers, worker => Assert.True(worker.Finished));
        Assert.NotEmpty(host.Services.GetRequiredService<FleetHistory>().Read());
    }

    [Fact]
    public async Task Wrong_options_stop_the_start_with_every_error()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([new("LocalFleet:Speed", "0"), new("LocalFleet:BootSeconds", "-1"), new("LocalFleet:StopAfterSeconds", "1")]);
        builder.Services.AddSingleton<IJobQueue, EmptyQueue>();
        builder.Services.AddLocalFleet(builder.Configuration, (_, id) => new PatientWorker(id));
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Collection(
            error.Failures,
            failure => Assert.StartsWith("LocalFleet:Speed is 0:", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("LocalFleet:BootSeconds is -1:", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("LocalFleet:StopAfterSeconds is 1,", failure, StringComparison.Ordinal));
    }

    private sealed class PatientWorker(string id) : IInstanceWorker
    {
        private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Id => id;

        public bool Busy => true;

        public Task Running => _running.Task;

        public bool Finished { get; private set; }

        public async Task RunAsync(CancellationToken stop)
        {
            _running.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // What is in hand is ended after the stop was asked for.
            await Task.Delay(200, CancellationToken.None);
            Finished = true;
        }
    }

    private sealed class EmptyQueue : IJobQueue
    {
        public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default) => Task.FromResult(new QueueCounts(0, 0, 0, 0));

        public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
