using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Util;

namespace TelegramAI.Aws.Videos;

/// <summary>When the credentials end that signed an address, and the address with them.</summary>
internal static class SigningEnd
{
    /// <returns>Null where they are permanent, or do not say.</returns>
    public static DateTimeOffset? Of(Uri address, IClientConfig config)
    {
        // Only temporary credentials have a token, which is part of what they sign.
        if (!address.Query.Contains("X-Amz-Security-Token=", StringComparison.OrdinalIgnoreCase))
            return null;

        var credentials = config.DefaultAWSCredentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(config);
        return Utc(credentials.Expiration) ?? OfInstance();
    }

    /// <summary>An instance's own credentials say it in its metadata only.</summary>
    private static DateTimeOffset? OfInstance() =>
        EC2InstanceMetadata.IAMSecurityCredentials is { Count: > 0 } roles ? roles.Values.Min(role => Utc(role.Expiration)) : null;

    private static DateTimeOffset? Utc(DateTime? time) => time is { } end ? new DateTimeOffset(DateTime.SpecifyKind(end, DateTimeKind.Utc)) : null;
}
