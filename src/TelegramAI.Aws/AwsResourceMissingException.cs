namespace TelegramAI.Aws;

/// <summary>The settings name something that this account does not have in this region: trying again changes nothing.</summary>
/// <param name="what">What it is, with its article, such as <c>an Auto Scaling group</c>.</param>
/// <param name="name">Its configured name.</param>
/// <param name="setting">The setting that names it.</param>
/// <param name="innerException">What AWS said.</param>
public sealed class AwsResourceMissingException(string what, string name, string setting, Exception? innerException = null)
    : Exception($"{setting} names {what} that does not exist here: '{name}'", innerException)
{
    public string Setting { get; } = setting;
}
