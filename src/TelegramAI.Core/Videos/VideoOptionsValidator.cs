using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Videos;

/// <summary>Reports every error of <see cref="VideoOptions"/> at once.</summary>
public sealed class VideoOptionsValidator : IValidateOptions<VideoOptions>
{
    public ValidateOptionsResult Validate(string? name, VideoOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Height is < 144 or > 4320)
            errors.AddError($"{VideoOptions.Section}:Height is {options.Height}: YouTube has videos of 144 to 4320 lines");

        if (options.MaxMinutes < 1)
            errors.AddError($"{VideoOptions.Section}:MaxMinutes is {options.MaxMinutes}: it must be 1 or more, or no video is taken");

        if (options.MaxMegabytes < 1)
            errors.AddError($"{VideoOptions.Section}:MaxMegabytes is {options.MaxMegabytes}: it must be 1 or more, or no video is taken");

        if (options.LinkHours is < 1 or > 168)
            errors.AddError($"{VideoOptions.Section}:LinkHours is {options.LinkHours}: S3 signs links for 7 days at most, so it must be 1 to 168");

        return errors.Build();
    }
}
