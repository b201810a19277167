using System.Net;
using Microsoft.Extensions.Options;

namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>
/// EC2's metadata of this machine, by its second version: each request has a token, which is got anew before it ends and where it is
/// refused. The answer that has the token makes so few hops that it reaches no container with a network of its own.
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
/// </summary>
internal sealed class InstanceMetadata(HttpClient http, IOptions<InstanceOptions> options, TimeProvider time)
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(6);
    private static readonly TimeSpan TokenReserve = TimeSpan.FromMinutes(5);

    private Token? _token;

    /// <summary>Reads one value.</summary>
    /// <param name="path">Under <c>/latest/meta-data/</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null where this machine has no such value.</returns>
    /// <exception cref="HttpRequestException">The service can't be reached, or refuses.</exception>
    /// <exception cref="TaskCanceledException">It does not answer in time.</exception>
    public async Task<string?> FindAsync(string path, CancellationToken cancellationToken = default)
    {
        var token = await TokenAsync(cancellationToken);
        var (status, value) = await GetAsync(path, token, cancellationToken);
        if (status is HttpStatusCode.Unauthorized)
        {
            _token = null;
            (status, value) = await GetAsync(path, await TokenAsync(cancellationToken), cancellationToken);
        }

        return status switch
        {
            HttpStatusCode.OK => value,
            HttpStatusCode.NotFound => null,
            _ => throw new HttpRequestException($"The instance metadata service answered {(int)status} to {path}", inner: null, status),
        };
    }

    private async Task<(HttpStatusCode Status, string Value)> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address($"latest/meta-data/{path}"));
        request.Headers.Add("X-aws-ec2-metadata-token", token);
        using var response = await http.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (_token is { } known && time.GetElapsedTime(known.At) < TokenLife - TokenReserve)
            return known.Value;

        using var request = new HttpRequestMessage(HttpMethod.Put, Address("latest/api/token"));
        request.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", $"{(int)TokenLife.TotalSeconds}");
        var at = time.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var token = new Token(await response.Content.ReadAsStringAsync(cancellationToken), at);
        _token = token;
        return token.Value;
    }

    private Uri Address(string path) => new($"{options.Value.MetadataUrl.TrimEnd('/')}/{path}");

    private sealed record Token(string Value, long At);
}
