using System.Net.Http.Headers;
using System.Text;

namespace TelegramAI.Testing.Aws;

/// <summary>Calls for which the product's clients have no method: a spec makes with them what the product only finds.</summary>
public static class MotoRequests
{
    /// <summary>One call of a service with the Query protocol (EC2, Auto Scaling, CloudWatch, IAM…).</summary>
    /// <param name="moto">The server.</param>
    /// <param name="service">The name in the signature's scope, such as <c>autoscaling</c>.</param>
    /// <param name="parameters">Action, Version and the action's own, as they go into the form.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer's XML.</returns>
    /// <exception cref="HttpRequestException">Moto refused; the message has its answer.</exception>
    public static Task<string> QueryAsync(
        this MotoServer moto, string service, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken = default)
        => SendAsync(moto, service, new FormUrlEncodedContent(parameters), target: null, cancellationToken);

    /// <summary>One call of a service with the JSON protocol (Secrets Manager, SSM, EventBridge…).</summary>
    /// <param name="moto">The server.</param>
    /// <param name="service">The name in the signature's scope, such as <c>secretsmanager</c>.</param>
    /// <param name="target">The value of X-Amz-Target, such as <c>secretsmanager.CreateSecret</c>.</param>
    /// <param name="json">The request's object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer's JSON.</returns>
    /// <exception cref="HttpRequestException">Moto refused; the message has its answer.</exception>
    public static Task<string> JsonAsync(
        this MotoServer moto, string service, string target, string json, CancellationToken cancellationToken = default)
        => SendAsync(moto, service, new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.1"), target, cancellationToken);

    /// <summary>Moto reads from the signature's scope which service is meant, and checks nothing else of it.</summary>
    private static string Signature(string service) =>
        $"Credential=testing/20260101/{MotoServer.Region}/{service}/aws4_request, SignedHeaders=host, Signature=0";

    private static async Task<string> SendAsync(
        MotoServer moto, string service, HttpContent content, string? target, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(moto.Url)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", Signature(service));
        if (target is not null)
            request.Headers.Add("X-Amz-Target", target);
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new HttpRequestException(answer, inner: null, response.StatusCode);
    }
}
