using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Names are as they are, except those that AWS writes with a dash.</summary>
public class AwsNamingPolicy : JsonNamingPolicy
{
    private readonly JsonNamingPolicy _fallback;

    public AwsNamingPolicy()
    {
    }

    public AwsNamingPolicy(JsonNamingPolicy fallbackNamingPolicy) => _fallback = fallbackNamingPolicy;

    public override string ConvertName(string name) => name switch
    {
        "XAmzId2" => "x-amz-id-2",
        "XAmzRequestId" => "x-amz-request-id",
        _ => _fallback?.ConvertName(name) ?? name,
    };
}
