using Amazon.AutoScaling;

namespace TelegramAI.Aws.Fleet;

/// <summary>What Auto Scaling's refusals mean here.</summary>
internal static class AutoScalingFailure
{
    public const string Service = "Auto Scaling";

    /// <summary>Whether it will not do what was asked, for whatever reason: it has one code for all of them.</summary>
    public static bool IsRefusal(AmazonAutoScalingException exception) => exception.ErrorCode is "ValidationError";

    /// <summary>Makes a call.</summary>
    /// <exception cref="Core.Waiting.ServiceUnavailableException">Auto Scaling can't be reached.</exception>
    public static Task<T> CallAsync<T>(Func<Task<T>> call) => AwsFailure.TranslateAsync(Service, call);
}
