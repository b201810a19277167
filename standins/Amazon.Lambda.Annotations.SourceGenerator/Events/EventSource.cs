using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>The kinds of events; a function can have one.</summary>
internal enum EventKind
{
    Api,
    Schedule,
    Sqs,
}

/// <summary>What calls a function: one event attribute.</summary>
internal abstract class EventSource(EventKind kind, string attributeName, string package)
{
    public EventKind Kind { get; } = kind;

    /// <summary>The attribute's name as it is written on the method.</summary>
    public string AttributeName { get; } = attributeName;

    /// <summary>The package that has the event's types.</summary>
    public string Package { get; } = package;

    /// <summary>The event that the attribute stands for, or null when it is no event attribute.</summary>
    public static EventSource? From(AttributeData attribute) => attribute.AttributeClass switch
    {
        var type when type.Is(KnownNames.FunctionUrl) => new FunctionUrl(attribute),
        var type when type.Is(KnownNames.HttpApi) => new HttpApi(attribute),
        var type when type.Is(KnownNames.ScheduleEvent) => new ScheduleEvent(attribute),
        var type when type.Is(KnownNames.SqsEvent) => new SqsEvent(attribute),
        _ => null,
    };

    public static string LettersAndDigits(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    /// <summary>What is wrong with the attribute or with the function's signature.</summary>
    public abstract IEnumerable<Diagnostic> Check(LambdaFunction function);

    /// <summary>Writes the event into the function's resource.</summary>
    public abstract void WriteTo(FunctionResource resource, LambdaFunction function);

    protected static string? BadName(string? resourceName) =>
        resourceName is not null && !(resourceName.Length > 0 && resourceName.All(FunctionRules.IsAsciiLetterOrDigit))
            ? $"ResourceName = {resourceName}. It may have only letters and digits, and not be empty"
            : null;
}
