using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Fleet;

/// <summary>How large the fleet is kept (section <c>Fleet</c>).</summary>
public sealed class FleetOptions
{
    public const string Section = "Fleet";

    /// <summary>How many waiting jobs an instance shall have at most: what target tracking holds <see cref="BacklogPerInstance"/> at.</summary>
    public int TargetBacklog { get; set; } = 10;

    /// <summary>How many instances there may be at most.</summary>
    public int MaxInstances { get; set; } = 10;

    /// <summary>Whether workers have an image to start from. Without one nothing is launched, and no job is accepted.</summary>
    public bool ImagePublished { get; set; } = true;
}

/// <summary>Reports every error of <see cref="FleetOptions"/> at once.</summary>
public sealed class FleetOptionsValidator : IValidateOptions<FleetOptions>
{
    public ValidateOptionsResult Validate(string? name, FleetOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.TargetBacklog < 1)
            errors.AddError($"{FleetOptions.Section}:TargetBacklog is {options.TargetBacklog}, but the backlog is divided by it: it must be 1 or more");

        if (options.MaxInstances < 1)
            errors.AddError($"{FleetOptions.Section}:MaxInstances is {options.MaxInstances}, but a fleet that may have no instance serves nobody: it must be 1 or more");

        return errors.Build();
    }
}
