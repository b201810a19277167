using Microsoft.Extensions.Options;

namespace TelegramAI.Local.Startup;

/// <summary>How long what the program keeps is kept (section <c>Retention</c>). The defaults are those of the stack on AWS.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Stored videos and their manifests, in days since they were stored.</summary>
    public int VideoDays { get; set; } = 30;

    /// <summary>Entries of the ledger, in days since they were written last.</summary>
    public int LedgerDays { get; set; } = 90;

    /// <summary>The chat's messages, and the files that no message shows any more, in days.</summary>
    public int ChatDays { get; set; } = 90;
}

internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    private const int MostDays = 3650;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.VideoDays), options.VideoDays);
        Check(nameof(options.LedgerDays), options.LedgerDays);
        Check(nameof(options.ChatDays), options.ChatDays);

        // A manifest names the file that the chat has: it may not outlive it.
        if (options.ChatDays < options.VideoDays)
            errors.Add($"{RetentionOptions.Section}:ChatDays is {options.ChatDays} and VideoDays {options.VideoDays}: the chat's files must be kept as long as the videos");

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;

        void Check(string option, int days)
        {
            if (days is < 1 or > MostDays)
                errors.Add($"{RetentionOptions.Section}:{option} is {days}: it must be 1 to {MostDays} days");
        }
    }
}
