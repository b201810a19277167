using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TelegramAI.Architecture.Tests.Rig;

namespace TelegramAI.Architecture.Tests;

/// <summary>One name for each kind of thing, so that a reader finds it in any room.</summary>
public sealed class ConventionSpecs
{
    private static readonly IReadOnlyList<Type> Types =
    [
        .. Assemblies.OfProduct.Values.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("TelegramAI.", StringComparison.Ordinal) is true),
    ];

    [Fact(Timeout = 60_000)]
    public async Task What_adds_services_is_named_so()
    {
        await Task.Yield();
        var adding = Types.Where(type => type is { IsAbstract: true, IsSealed: true, IsNested: false }
            && type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(AddsServices));

        Assert.NotEmpty(adding);
        Assert.All(adding, type => Assert.EndsWith("Services", type.Name, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_validator_is_named_after_its_options()
    {
        await Task.Yield();
        var validators =
            from type in Types
            where type.IsClass
            from validated in type.GetInterfaces()
            where validated.IsGenericType && validated.GetGenericTypeDefinition() == typeof(IValidateOptions<>)
            select (type.Name, Options: validated.GetGenericArguments()[0].Name);

        Assert.NotEmpty(validators);
        Assert.All(validators, pair => Assert.Equal($"{pair.Options}Validator", pair.Name));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_time_in_the_settings_has_its_unit_in_its_name()
    {
        await Task.Yield();
        string[] units = ["Seconds", "Minutes", "Hours", "Days", "Milliseconds"];
        var settings = Types.Where(type => type.GetField("Section") is { IsLiteral: true }).SelectMany(type => type.GetProperties()).Where(property => property.CanWrite);

        Assert.Contains(settings, property => units.Any(unit => property.Name.EndsWith(unit, StringComparison.Ordinal)));
        Assert.DoesNotContain(settings, property => property.PropertyType == typeof(TimeSpan) || property.PropertyType == typeof(TimeSpan?));
    }

    private static bool AddsServices(MethodInfo method) =>
        !method.IsPrivate
        && method.Name.StartsWith("Add", StringComparison.Ordinal)
        && method.GetParameters() is [{ ParameterType: var first }, ..]
        && first == typeof(IServiceCollection);
}
