using Amazon.SQS.Model;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Queue;

/// <summary>What SQS's refusals mean here.</summary>
internal static class SqsFailure
{
    /// <summary>
    /// Whether a receipt is not ours any more. SQS has errors of its own for that, and yet says "invalid parameter" when the receipt was
    /// real once. The SDK has types for its own errors with some of the calls only, so their codes are compared.
    /// https://github.com/aws/aws-sdk-java/issues/1628
    /// </summary>
    public static bool IsExpiredReceipt(string? code, string? message) =>
        Is(code, "ReceiptHandleIsInvalid")
        || Is(code, "MessageNotInflight")
        || (Is(code, "InvalidParameterValue") && message?.Contains("ReceiptHandle", StringComparison.Ordinal) is true);

    /// <summary>Makes a call.</summary>
    /// <exception cref="AwsResourceMissingException">There is no such queue; it names the setting.</exception>
    /// <exception cref="ServiceUnavailableException">SQS can't be reached.</exception>
    public static async Task<T> CallAsync<T>(Func<Task<T>> call, string url, string setting)
    {
        try
        {
            return await AwsFailure.TranslateAsync("SQS", call);
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new AwsResourceMissingException("a queue", url, $"{SqsOptions.Section}:{setting}", exception);
        }
    }

    /// <summary>Codes have a prefix where they are also told in the form of the older protocol.</summary>
    private static bool Is(string? code, string expected) => code?.Contains(expected, StringComparison.Ordinal) is true;
}
