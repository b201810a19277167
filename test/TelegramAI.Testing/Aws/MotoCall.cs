namespace TelegramAI.Testing.Aws;

/// <summary>A call that was made of a service.</summary>
/// <param name="Action">The permission that it needs, such as <c>sqs:SendMessage</c>.</param>
/// <param name="Resource">The ARN of what it was made on; <c>*</c> where there is none.</param>
public sealed record MotoCall(string Action, string Resource);
