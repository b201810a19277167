using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TelegramAI.Functions;

/// <summary>The settings of the process. Each function needs some of them, and does not start without them.</summary>
public sealed class Settings(IServiceProvider services)
{
    private readonly List<string> _errors = [];

    /// <summary>Reads a section.</summary>
    public Settings Need<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>()
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

    /// <summary>Ends the start where something is wrong in any of them.</summary>
    /// <exception cref="OptionsValidationException">The message names every error.</exception>
    public void OrFail()
    {
        if (_errors.Count > 0)
            throw new OptionsValidationException("Settings", typeof(Settings), _errors);
    }
}
