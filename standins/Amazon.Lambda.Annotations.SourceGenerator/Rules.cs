using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>The diagnostics, with the ids and titles of the published package.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor SeveralStartups = Error(
        "AWSLambda0101", "Multiple LambdaStartup classes not allowed", "'{0}' is one of several LambdaStartup classes; there can be only one");

    public static readonly DiagnosticDescriptor SeveralEvents = Error(
        "AWSLambda0102", "Multiple events on Lambda function not supported", "'{0}' has attributes of several kinds of events; a function can have one kind");

    public static readonly DiagnosticDescriptor MissingPackage = Error(
        "AWSLambda0104", "Missing reference to a required dependency", "The project needs a reference to the package {0}");

    public static readonly DiagnosticDescriptor HttpResultWithoutApi = Error(
        "AWSLambda0105", "Invalid return type IHttpResult", "'{0}' returns IHttpResult but has neither HttpApi nor FunctionUrl");

    public static readonly DiagnosticDescriptor BadResourceName = Error(
        "AWSLambda0106", "Invalid CloudFormation resource name", "The resource name '{0}' may have only letters and digits");

    public static readonly DiagnosticDescriptor Failed = Error("AWSLambda0107", "Failed Code Generation", "{0}");

    public static readonly DiagnosticDescriptor MissingSerializer = Error(
        "AWSLambda0108", "Failed Code Generation", "'{0}' has no serializer: add the assembly attribute Amazon.Lambda.Core.LambdaSerializer");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "AWSLambda0109", "Unsupported Method Parameter Type", "The parameter '{0}' is of type '{1}', which can't be read from one text; only simple types can");

    public static readonly DiagnosticDescriptor NotExecutable = Error(
        "AWSLambda0111", "Output Type is not an executable", "LambdaGlobalProperties asks for a Main, but the project's OutputType is not 'exe'");

    public static readonly DiagnosticDescriptor BadRuntime = Error(
        "AWSLambda0112", "Invalid runtime selection", "The runtime '{0}' of LambdaGlobalProperties is none of: {1}");

    public static readonly DiagnosticDescriptor NoFunctions = Error(
        "AWSLambda0113", "Executable output with no LambdaFunction annotations", "LambdaGlobalProperties asks for a Main, but no method has LambdaFunction");

    public static readonly DiagnosticDescriptor MainExists = Error(
        "AWSLambda0114", "static Main method exists", "LambdaGlobalProperties asks for a Main, but the project has one of its own");

    public static readonly DiagnosticDescriptor ApiParameterWithoutApi = Error(
        "AWSLambda0115", "Invalid Usage of API Parameters", "The parameter '{0}' comes from an HTTP request, but '{1}' has no HTTP API attribute");

    public static readonly DiagnosticDescriptor BadSqsEvent = Error(
        "AWSLambda0116", "Invalid SQSEventAttribute", "Invalid SQSEventAttribute: {0}");

    public static readonly DiagnosticDescriptor BadSignature = Error(
        "AWSLambda0117", "Invalid Lambda Method Signature", "Invalid Lambda method signature: {0}");

    public static readonly DiagnosticDescriptor LongHandler = Error(
        "AWSLambda0118", "Maximum Handler Length Exceeded", "The handler '{0}' is longer than 127 characters");

    public static readonly DiagnosticDescriptor NoLambdaFunction = Error(
        "AWSLambda0129", "Missing LambdaFunction Attribute", "'{0}' has {1} but not LambdaFunction");

    public static readonly DiagnosticDescriptor BadScheduleEvent = Error(
        "AWSLambda0139", "Invalid ScheduleEventAttribute", "Invalid ScheduleEventAttribute: {0}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "AWSLambdaCSharpGenerator", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
