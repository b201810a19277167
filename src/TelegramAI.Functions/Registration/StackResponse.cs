using System.Text.Json.Serialization;

namespace TelegramAI.Functions.Registration;

/// <summary>What a custom resource answers. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html</summary>
public sealed record StackResponse
{
    /// <summary><c>SUCCESS</c> or <c>FAILED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, as the operator reads it in the stack's events.</summary>
    public string? Reason { get; init; }

    /// <summary>The same for the life of the resource: another one would make CloudFormation delete the old.</summary>
    public required string PhysicalResourceId { get; init; }

    public required string StackId { get; init; }

    public required string RequestId { get; init; }

    public required string LogicalResourceId { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StackResponse))]
internal sealed partial class StackResponseJson : JsonSerializerContext;
