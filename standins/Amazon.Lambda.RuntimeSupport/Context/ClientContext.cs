using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What a mobile application says of itself, in JSON. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</summary>
internal sealed class ClientContext(JsonElement json) : IClientContext, IClientApplication
{
    public IDictionary<string, string> Environment { get; } = Texts(json, "env");

    public IDictionary<string, string> Custom { get; } = Texts(json, "custom");

    public IClientApplication Client => this;

    public string AppPackageName => Find("app_package_name");

    public string AppTitle => Find("app_title");

    public string AppVersionCode => Find("app_version_code");

    public string AppVersionName => Find("app_version_name");

    public string InstallationId => Find("installation_id");

    private string Find(string name) => json.TryGetProperty("client", out var client) && client.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static Dictionary<string, string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString(), StringComparer.Ordinal)
            : [];
}

/// <summary>Whom Amazon Cognito knows the caller as.</summary>
internal sealed class CognitoIdentity(JsonElement json) : ICognitoIdentity
{
    public string IdentityId => Find("cognitoIdentityId");

    public string IdentityPoolId => Find("cognitoIdentityPoolId");

    private string Find(string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
}
