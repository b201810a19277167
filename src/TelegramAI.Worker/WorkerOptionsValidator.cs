using Microsoft.Extensions.Options;

namespace TelegramAI.Worker;

/// <summary>Reports every error of <see cref="WorkerOptions"/> at once.</summary>
public sealed class WorkerOptionsValidator : IValidateOptions<WorkerOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Slots is < 1 or > 100)
            errors.AddError($"{WorkerOptions.Section}:Slots is {options.Slots}: a worker has 1 to 100, each with its own download");

        if (options.GraceSeconds is < 0 or > 1800)
            errors.AddError($"{WorkerOptions.Section}:GraceSeconds is {options.GraceSeconds}: it must be 0 to 1800, the longest that a job may take");

        if (options.IdleProtectionSeconds is < 1 or > 86_400)
            errors.AddError($"{WorkerOptions.Section}:IdleProtectionSeconds is {options.IdleProtectionSeconds}: it must be 1 to 86400, a day");

        if (options.IdleTerminateSeconds is < 0 or > 86_400)
            errors.AddError($"{WorkerOptions.Section}:IdleTerminateSeconds is {options.IdleTerminateSeconds}: it must be 1 to 86400, a day, or 0 for never");

        if (options.IdleTerminateSeconds > 0 && options.IdleTerminateSeconds < options.IdleProtectionSeconds)
        {
            errors.AddError(
                $"{WorkerOptions.Section}:IdleTerminateSeconds is {options.IdleTerminateSeconds}, less than {WorkerOptions.Section}:IdleProtectionSeconds ({options.IdleProtectionSeconds}): "
                + "a machine would end itself while it is protected");
        }

        if (options.CancelPollSeconds is < 1 or > 60)
            errors.AddError($"{WorkerOptions.Section}:CancelPollSeconds is {options.CancelPollSeconds}: it must be 1 to 60, for somebody waits for it");

        if (options.ReceiveWaitSeconds is < 1 or > 20)
            errors.AddError($"{WorkerOptions.Section}:ReceiveWaitSeconds is {options.ReceiveWaitSeconds}: SQS allows 1 to 20");

        return errors.Build();
    }
}
