using System.Text.Json;
using Amazon.SecretsManager.Model;
using AWSSDK.Shared.Json;

namespace Amazon.SecretsManager;

internal static class SecretOperations
{
    public static readonly JsonOperation<GetSecretValueRequest, GetSecretValueResponse> GetSecretValue = new(
        "Amazon.SecretsManager",
        "secretsmanager.GetSecretValue",
        SecretErrors.Make,
        static (json, request) =>
        {
            Write(json, "SecretId", request.SecretId);
            Write(json, "VersionId", request.VersionId);
            Write(json, "VersionStage", request.VersionStage);
        },
        static (json, response) =>
        {
            response.ARN = Text(json, "ARN");
            response.Name = Text(json, "Name");
            response.SecretString = Text(json, "SecretString");
            response.VersionId = Text(json, "VersionId");
            if (Text(json, "SecretBinary") is { } binary)
                response.SecretBinary = new MemoryStream(Convert.FromBase64String(binary));
            if (json.TryGetProperty("CreatedDate", out var created))
                response.CreatedDate = DateTime.UnixEpoch.AddSeconds(created.GetDouble());
            if (json.TryGetProperty("VersionStages", out var stages))
                response.VersionStages = [.. stages.EnumerateArray().Select(static stage => stage.GetString())];
        });

    private static void Write(Utf8JsonWriter json, string name, string value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
