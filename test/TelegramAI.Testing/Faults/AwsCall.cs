using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace TelegramAI.Testing.Faults;

/// <summary>What a worker asked of one of Amazon's services.</summary>
/// <param name="Service">The service's name in the signature's scope.</param>
/// <param name="Action">The API's name of the call; of S3, the method.</param>
/// <param name="Fields">Its parameters, where they come as a form.</param>
/// <param name="At">When.</param>
public sealed record AwsCall(string Service, string Action, IReadOnlyDictionary<string, string> Fields, DateTimeOffset At)
{
    private static readonly Dictionary<string, string> NoFields = [];

    /// <summary>Where to: of S3, the object.</summary>
    public string Path { get; init; } = "";

    /// <summary>Reads what a request asks for, and leaves it as it was.</summary>
    internal static async Task<AwsCall> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var service = ServiceOf(request);
        if (request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target)
            return new AwsCall(service, target[(target.LastIndexOf('.') + 1)..], NoFields, DateTimeOffset.UtcNow);

        // https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
        if (request.Headers.ContainsKey("smithy-protocol"))
            return new AwsCall(service, request.Path.Value![(request.Path.Value!.LastIndexOf('/') + 1)..], NoFields, DateTimeOffset.UtcNow);

        if (!request.HasFormContentType)
            return new AwsCall(service, request.Method, NoFields, DateTimeOffset.UtcNow) { Path = request.Path };

        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        var form = QueryHelpers.ParseQuery(await reader.ReadToEndAsync(cancellationToken));
        request.Body.Position = 0;
        var fields = form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        return new AwsCall(service, fields.GetValueOrDefault("Action", ""), fields, DateTimeOffset.UtcNow);
    }

    /// <summary>
    /// The service in the signature's scope, which is in a header or in the address.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
    /// </summary>
    private static string ServiceOf(HttpRequest request)
    {
        var signed = request.Query.TryGetValue("X-Amz-Credential", out var credential) ? credential : request.Headers.Authorization;
        var parts = signed.ToString().Split(',')[0].Split('/');
        return parts.Length > 3 ? parts[3] : "";
    }
}
