using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Aws.Fleet;

/// <summary>How many machines an Auto Scaling group has, asked once a minute. Until it is known, and for a machine in no group, it is one.</summary>
public sealed class AutoScalingFleetSize(IAmazonAutoScaling autoScaling, IOptions<InstanceLifeOptions> options, TimeProvider time) : IFleetSize
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    /// <summary>A job does not wait for it for long.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task? _first;
    private Task _asking = Task.CompletedTask;
    private long _askedAt;
    private int _count = 1;

    /// <inheritdoc/>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(options.Value.GroupName))
            return 1;

        await Ask().WaitAsync(cancellationToken);
        return Volatile.Read(ref _count);
    }

    /// <returns>The first question, which is the only one that is waited for.</returns>
    private Task Ask()
    {
        lock (_gate)
        {
            if (_first is null || (_asking.IsCompleted && time.GetElapsedTime(_askedAt) >= Age))
            {
                _askedAt = time.GetTimestamp();
                _asking = AskGroupAsync();
            }

            return _first ??= _asking;
        }
    }

    private async Task AskGroupAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(CallTimeout, time);
            var request = new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [options.Value.GroupName] };
            var groups = (await autoScaling.DescribeAutoScalingGroupsAsync(request, timeout.Token)).AutoScalingGroups;

            // The SDK has null for an empty list. One that is on its way out finishes its jobs, and speaks meanwhile.
            if (groups is [var group, ..])
                Volatile.Write(ref _count, Math.Max(1, AutoScalingFleet.Describe(group).Instances.Count));
        }
        catch (Exception exception) when (AwsFailure.IsAwsError(exception) || exception is OperationCanceledException)
        {
            // What was known holds; Telegram's answers correct it.
        }
    }
}
