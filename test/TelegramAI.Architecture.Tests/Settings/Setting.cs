using System.Collections;
using System.Globalization;
using System.Reflection;

namespace TelegramAI.Architecture.Tests.Settings;

/// <summary>One setting: a property of a class of options that configuration is bound to.</summary>
internal sealed record Setting(string Section, PropertyInfo Property, string Default)
{
    /// <summary>The chat's registration sets it, after configuration, by the server that the bot talks to.</summary>
    private const string SetByTheProgram = "ChatMegabytes";

    public string Name => $"{Section}__{Property.Name}";

    public Type Owner => Property.DeclaringType!;

    /// <summary>What its value is, in words.</summary>
    public string Kind => (Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType) switch
    {
        { } type when type == typeof(bool) => "`true` or `false`",
        { } type when type == typeof(int) || type == typeof(long) => "whole number",
        { } type when type == typeof(double) => "number",
        { } type when type == typeof(TimeSpan) => "time, `hh:mm:ss`",
        { } type when type == typeof(string) => "text",
        _ => "list, `__0`, `__1` …",
    };

    /// <summary>All settings of an assembly, in the order of their sections.</summary>
    public static IEnumerable<Setting> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type.GetField("Section") is { IsLiteral: true }
        let section = (string)type.GetField("Section")!.GetRawConstantValue()!
        let defaults = Activator.CreateInstance(type, nonPublic: true)
        from property in type.GetProperties()
        where property.Name is not SetByTheProgram
        where property.CanWrite || typeof(IList<string>).IsAssignableFrom(property.PropertyType)
        select new Setting(section, property, Text(property.GetValue(defaults)));

    private static string Text(object? value) => value switch
    {
        null or "" => "none",
        bool flag => flag ? "`true`" : "`false`",
        ICollection { Count: 0 } => "none",
        IFormattable number => $"`{number.ToString(format: null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };
}
