using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>Reads symbols by the full names of their types, which hold for the published package and this one alike.</summary>
internal static class AttributeReading
{
    public static bool Is(this ISymbol? symbol, string fullName) =>
        symbol is not null && string.Equals(symbol.ToDisplayString(PlainName), fullName, StringComparison.Ordinal);

    public static AttributeData? Attribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(fullName));

    /// <summary>The argument given by name; null when it is not given.</summary>
    public static object? Named(this AttributeData attribute, string name) => attribute.Constant(name)?.Value;

    public static ImmutableArray<object?>? NamedList(this AttributeData attribute, string name) =>
        attribute.Constant(name) is { IsNull: false, Kind: TypedConstantKind.Array } list ? [.. list.Values.Select(value => value.Value)] : null;

    public static object? Positional(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value : null;

    private static TypedConstant? Constant(this AttributeData attribute, string name) => attribute.NamedArguments
        .Where(argument => string.Equals(argument.Key, name, StringComparison.Ordinal))
        .Select(argument => (TypedConstant?)argument.Value)
        .FirstOrDefault();

    private static readonly SymbolDisplayFormat PlainName = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
