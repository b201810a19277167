using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>Reports every error of <see cref="InstanceOptions"/> at once.</summary>
public sealed class InstanceOptionsValidator(IOptions<InstanceLifeOptions> life, IOptions<JobOptions> jobs) : IValidateOptions<InstanceOptions>
{
    /// <summary>
    /// A group waits no longer than 100 times the hook's own time, however often it is asked to.
    /// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html
    /// </summary>
    private const int MostHookTimes = 100;

    public ValidateOptionsResult Validate(string? name, InstanceOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!Uri.TryCreate(options.MetadataUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            errors.AddError($"{InstanceOptions.Section}:MetadataUrl is '{options.MetadataUrl}': it must be a web address, such as http://169.254.169.254");

        if (options.PollSeconds is not (>= 0.01 and <= 60))
            errors.AddError($"{InstanceOptions.Section}:PollSeconds is {options.PollSeconds}: it must be 0.01 to 60, for a spot instance has two minutes");

        if (options.HeartbeatSeconds is not (>= 0.01 and <= 3600))
            errors.AddError($"{InstanceOptions.Section}:HeartbeatSeconds is {options.HeartbeatSeconds}: it must be 0.01 to 3600");

        if (options.SpotReserveSeconds is not (>= 0 and <= 110))
            errors.AddError($"{InstanceOptions.Section}:SpotReserveSeconds is {options.SpotReserveSeconds}: it must be 0 to 110, of the two minutes that there are");

        if (!string.IsNullOrEmpty(life.Value.LifecycleHook))
            CheckHook(options, life.Value.LifecycleHookSeconds, errors);

        return errors.Build();
    }

    private void CheckHook(InstanceOptions options, int hookSeconds, ValidateOptionsResultBuilder errors)
    {
        var setting = $"{InstanceLifeOptions.Section}:{nameof(InstanceLifeOptions.LifecycleHookSeconds)}";
        if (options.HeartbeatSeconds > hookSeconds / 2d)
        {
            errors.AddError(
                $"{InstanceOptions.Section}:HeartbeatSeconds is {options.HeartbeatSeconds}, more than half of {setting} ({hookSeconds}): "
                + "one lost call would end the machine in the middle of a job");
        }

        if (jobs.Value.MaxMinutes * 60L > (long)MostHookTimes * hookSeconds)
        {
            errors.AddError(
                $"{JobOptions.Section}:MaxMinutes is {jobs.Value.MaxMinutes}, longer than the {MostHookTimes} times {setting} ({hookSeconds}) for which a group waits: "
                + "a job could be cut off with its machine");
        }
    }
}
