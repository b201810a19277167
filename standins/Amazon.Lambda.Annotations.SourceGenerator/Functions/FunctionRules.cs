using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Functions;

/// <summary>What a function must be, so that a handler can be written for it.</summary>
internal static class FunctionRules
{
    // Lambda allows 128 characters but has been seen to cut the last one off: https://github.com/aws/aws-lambda-dotnet/issues/1642
    private const int LongestHandler = 127;

    public static IEnumerable<Diagnostic> Check(LambdaFunction function, Compilation compilation)
    {
        if (function.Events.Select(source => source.Package).FirstOrDefault(package => !References(compilation, package)) is { } missing)
            return [Diagnostic.Create(Rules.MissingPackage, function.Location, missing)];
        if (function.Events.Select(source => source.Kind).Distinct().Count() > 1)
            return [Diagnostic.Create(Rules.SeveralEvents, function.Location, function.Name)];
        return [.. CheckDeployment(function), .. CheckMethod(function), .. function.Events.SelectMany(source => source.Check(function))];
    }

    public static bool References(Compilation compilation, string assembly) =>
        compilation.ReferencedAssemblyNames.Any(name => string.Equals(name.Name, assembly, StringComparison.Ordinal));

    public static bool IsAsciiLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static IEnumerable<Diagnostic> CheckDeployment(LambdaFunction function)
    {
        if (function.ResourceName.Length == 0 || !function.ResourceName.All(IsAsciiLetterOrDigit))
            yield return Diagnostic.Create(Rules.BadResourceName, function.Location, function.ResourceName);
        if (!function.IsImage && function.Handler.Length > LongestHandler)
            yield return Diagnostic.Create(Rules.LongHandler, function.Location, function.Handler);
        if (function.Serializer is null)
            yield return Diagnostic.Create(Rules.MissingSerializer, function.Location, function.Name);
    }

    private static IEnumerable<Diagnostic> CheckMethod(LambdaFunction function)
    {
        var method = function.Method;
        if (method.IsStatic || method.IsGenericMethod || function.Type.IsGenericType || function.Type.ContainingType is not null)
            yield return Diagnostic.Create(
                Rules.BadSignature, function.Location, "the method must be an instance method, and neither it nor its class generic or nested");
        if (function.Signature.Result is { } result && (result.Is("System.Threading.Tasks.ValueTask") || method.ReturnsByRef))
            yield return Diagnostic.Create(Rules.BadSignature, function.Location, "the method can return Task, but not ValueTask or a reference");
        if (function.Settings.Startup is null && method.Parameters.Any(HandlerSignature.IsService))
            yield return Diagnostic.Create(Rules.BadSignature, function.Location, "[FromServices] needs a class with [LambdaStartup]");
        if (function.IsApi)
            yield break;

        if (function.Signature.Result.Is(KnownNames.HttpResult))
            yield return Diagnostic.Create(Rules.HttpResultWithoutApi, function.Location, function.Name);
        foreach (var parameter in method.Parameters.Where(parameter => RequestPart.From(parameter, function) is not null))
            yield return Diagnostic.Create(Rules.ApiParameterWithoutApi, function.Location, parameter.Name, function.Name);
        if (function.Events.Count == 0 && function.Signature.Inputs.Count > 1)
            yield return Diagnostic.Create(
                Rules.BadSignature, function.Location, "beside ILambdaContext and [FromServices] a function takes one parameter");
    }
}
