using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Json;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>A URL of the function's own. It is a property of the resource, not one of its events.</summary>
internal sealed class FunctionUrl(AttributeData attribute) : EventSource(EventKind.Api, "FunctionUrl", "Amazon.Lambda.APIGatewayEvents")
{
    public override IEnumerable<Diagnostic> Check(LambdaFunction function) => ApiRules.Check(function);

    public override void WriteTo(FunctionResource resource, LambdaFunction function)
    {
        var url = resource.Properties.Child("FunctionUrlConfig");
        url["AuthType"] = attribute.Named("AuthType") is 1 ? "AWS_IAM" : "NONE";
        url["Cors"] = Cors();
        resource.SyncedFunctionUrl = true;
    }

    private JsonObject? Cors()
    {
        var cors = new JsonObject
        {
            ["AllowOrigins"] = List("AllowOrigins", origin => $"{origin}"),
            ["AllowMethods"] = List("AllowMethods", method => method is int number && number > 0 ? HttpApi.Method(number) : "*"),
            ["AllowHeaders"] = List("AllowHeaders", header => $"{header}"),
            ["ExposeHeaders"] = List("ExposeHeaders", header => $"{header}"),
            ["AllowCredentials"] = attribute.Named("AllowCredentials") is true ? (JsonNode)true : null,
            ["MaxAge"] = attribute.Named("MaxAge") is int seconds and > 0 ? (JsonNode)(uint)seconds : null,
        };
        return cors.Members.Count > 0 ? cors : null;
    }

    private JsonArray? List(string name, Func<object?, string> text) =>
        attribute.NamedList(name) is { } values ? JsonArray.Of(values.Select(text)) : null;
}
