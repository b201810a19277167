namespace TelegramAI.Testing.Lambda;

/// <summary>How an invocation ended.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Response">The function's answer; null where it failed.</param>
/// <param name="Error">The function's failure; null where it answered.</param>
/// <param name="Duration">From handing out the event to getting the answer.</param>
public sealed record Invocation(string RequestId, byte[]? Response, FunctionError? Error, TimeSpan Duration);

/// <summary>A failure as a function reports it.</summary>
/// <param name="Type">The header <c>Lambda-Runtime-Function-Error-Type</c>.</param>
/// <param name="Body">The report, in JSON.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="XRayCause">The header <c>Lambda-Runtime-Function-XRay-Error-Cause</c>.</param>
public sealed record FunctionError(string Type, string Body, string? ContentType, string? XRayCause);
