using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Packages;

namespace TelegramAI.Functions;

/// <summary>The settings of the process. Each function needs some of them, and does not start without them.</summary>
public sealed class RequiredOptions(IServiceProvider services, ILogger<RequiredOptions> logger)
{
    private readonly List<string> _errors = [];

    /// <summary>Reads a section.</summary>
    public RequiredOptions Require<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>()
        where TOptions : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<TOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            _errors.AddRange(exception.Failures);
        }

        return this;
    }

    /// <summary>Ends the start where something is wrong in any of them, and says what has started where nothing is.</summary>
    /// <exception cref="OptionsValidationException">The message names every error.</exception>
    public void ThrowIfInvalid()
    {
        if (_errors.Count > 0)
            throw new OptionsValidationException(nameof(RequiredOptions), typeof(RequiredOptions), _errors);

        SayStarted();
    }

    [SuppressMessage("Performance", "CA1848:Use the LoggerMessage delegates", Justification = "Before its first invocation Lambda's logger writes a message as it is, with its placeholders.")]
    private void SayStarted() =>
        logger.Log(LogLevel.Information, default, BuiltPackages.Read(), exception: null, static (packages, _) => $"Started, built with {packages}");
}
