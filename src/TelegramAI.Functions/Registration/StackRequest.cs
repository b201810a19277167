namespace TelegramAI.Functions.Registration;

/// <summary>What CloudFormation asks of a custom resource. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html</summary>
public sealed record StackRequest
{
    /// <summary><c>Create</c>, <c>Update</c> or <c>Delete</c>.</summary>
    public string RequestType { get; init; } = "";

    /// <summary>Where the answer goes: a presigned link, of which CloudFormation waits for an hour.</summary>
    public string ResponseURL { get; init; } = "";

    public string StackId { get; init; } = "";

    public string RequestId { get; init; } = "";

    public string LogicalResourceId { get; init; } = "";

    public string? PhysicalResourceId { get; init; }

    public WebhookProperties? ResourceProperties { get; init; }
}

/// <summary>The properties of the resource in the template. It has others that say by a change alone that the webhook must be set again.</summary>
public sealed record WebhookProperties
{
    /// <summary>Where Telegram sends updates.</summary>
    public string? Url { get; init; }

    /// <summary>How many updates Telegram may send at a time; CloudFormation passes every number as a text.</summary>
    public string? MaxConnections { get; init; }
}
