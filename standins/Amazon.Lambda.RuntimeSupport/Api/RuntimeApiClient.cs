using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public class RuntimeApiClient : IRuntimeApiClient
{
    private const string Version = "2.1.2.0";

    private readonly HttpClient _http;
    private readonly Uri _runtime;
    private readonly LambdaEnvironment _environment = new();
    private readonly ConsoleLogger _logger = new(TimeProvider.System);

    public RuntimeApiClient(HttpClient httpClient)
        : this(httpClient, endpoint: null)
    {
    }

    /// <exception cref="UriFormatException">No endpoint is given, and none is in the environment.</exception>
    internal RuntimeApiClient(HttpClient http, string endpoint)
    {
        _http = http;
        _runtime = new Uri($"http://{endpoint ?? _environment.RuntimeServerHostAndPort}/2018-06-01/runtime/");
    }

    public IConsoleLoggerWriter ConsoleLogger => _logger;

    internal ILambdaLogger Logger => _logger;

    private static string UserAgent { get; } =
        $"aws-lambda-dotnet/{Environment.Version}-{Version}{(RuntimeFeature.IsDynamicCodeSupported ? "" : "-aot")}";

    public async Task<InvocationRequest> GetNextInvocationAsync(CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Get, "invocation/next");
        using var response = await SendAsync(request, cancellationToken);
        var headers = new InvocationHeaders(response.Headers);
        Environment.SetEnvironmentVariable(LambdaEnvironment.TraceIdVariable, headers.TraceId);
        _logger.SetRuntimeHeaders(headers);

        var input = new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken), writable: false);
        return new InvocationRequest(input, new LambdaContext(headers, _environment, _logger, TimeProvider.System));
    }

    public async Task SendResponseAsync(string awsRequestId, Stream outputStream, CancellationToken cancellationToken = default)
    {
        using var body = new MemoryStream();
        if (outputStream is not null)
            await outputStream.CopyToAsync(body, cancellationToken);

        using var request = Request(HttpMethod.Post, $"invocation/{awsRequestId}/response");
        request.Content = Content(body.ToArray(), "application/json");
        using var response = await SendAsync(request, cancellationToken);
    }

    public Task ReportInvocationErrorAsync(string awsRequestId, Exception exception, CancellationToken cancellationToken = default) =>
        ReportAsync($"invocation/{awsRequestId}/error", exception, ErrorReport.TypeOf(exception), cancellationToken);

    public Task ReportInitializationErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default) =>
        ReportAsync("init/error", exception, errorType ?? ErrorReport.TypeOf(exception), cancellationToken);

    public Task ReportInitializationErrorAsync(string errorType, CancellationToken cancellationToken = default) =>
        ReportAsync("init/error", exception: null, errorType, cancellationToken);

    public async Task RestoreNextInvocationAsync(CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Get, "restore/next");
        using var response = await SendAsync(request, cancellationToken);
    }

    public Task ReportRestoreErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default) =>
        ReportAsync("restore/error", exception, errorType ?? ErrorReport.TypeOf(exception), cancellationToken);

    private async Task ReportAsync(string path, Exception exception, string errorType, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        if (exception is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-XRay-Error-Cause", ErrorReport.XRayCause(exception));
            request.Content = Content(ErrorReport.Body(exception), "application/vnd.aws.lambda.error+json");
        }

        using var response = await SendAsync(request, cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(_runtime, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        return request;
    }

    private static ByteArrayContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await _http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;

        using (response)
        {
            throw new RuntimeApiClientException(
                $"The Runtime API did not take {request.Method} {request.RequestUri}",
                (int)response.StatusCode,
                await response.Content.ReadAsStringAsync(cancellationToken),
                response.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase),
                innerException: null);
        }
    }
}
