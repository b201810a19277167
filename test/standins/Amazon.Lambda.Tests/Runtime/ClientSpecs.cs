using System.Net;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.Tests.Runtime;

public class ClientSpecs
{
    private const string Client = """{"client":{"installation_id":"i1","app_title":"App"},"custom":{"theme":"dark"},"env":{"locale":"en"}}""";

    [Fact]
    public async Task The_client_and_its_identity_are_what_the_event_says()
    {
        var context = await ContextOf(new()
        {
            ["Lambda-Runtime-Aws-Request-Id"] = "r1",
            ["Lambda-Runtime-Client-Context"] = Client,
            ["Lambda-Runtime-Cognito-Identity"] = """{"cognitoIdentityId":"me","cognitoIdentityPoolId":"pool"}""",
        });

        Assert.Equal("i1", context.ClientContext.Client.InstallationId);
        Assert.Equal("App", context.ClientContext.Client.AppTitle);
        Assert.Equal("dark", context.ClientContext.Custom["theme"]);
        Assert.Equal("en", context.ClientContext.Environment["locale"]);
        Assert.Equal("me", context.Identity.IdentityId);
        Assert.Equal("pool", context.Identity.IdentityPoolId);
    }

    [Fact]
    public async Task An_event_needs_no_header_but_its_id()
    {
        var context = await ContextOf(new() { ["Lambda-Runtime-Aws-Request-Id"] = "r1" });
        Assert.Equal("r1", context.AwsRequestId);
        Assert.Null(context.ClientContext);
        Assert.Null(context.Identity);
        Assert.True(context.RemainingTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task An_event_without_its_id_ends_the_loop()
    {
        using var http = new HttpClient(new OneEvent(HttpStatusCode.OK, []));
        using var bootstrap = Bootstrap(http, (_, _) => { });
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => bootstrap.RunAsync(TestContext.Current.CancellationToken));
        Assert.IsNotType<OperationCanceledException>(failure, exactMatch: false);
    }

    [Fact]
    public async Task A_runtime_API_that_fails_ends_the_loop()
    {
        using var http = new HttpClient(new OneEvent(HttpStatusCode.InternalServerError, []));
        using var bootstrap = Bootstrap(http, (_, _) => { });
        var failure = await Assert.ThrowsAnyAsync<RuntimeApiClientException>(() => bootstrap.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(500, failure.StatusCode);
        Assert.Equal("event", failure.Response);
    }

    private static async Task<ILambdaContext> ContextOf(Dictionary<string, string> headers)
    {
        using var http = new HttpClient(new OneEvent(HttpStatusCode.OK, headers));
        using var stop = new CancellationTokenSource();
        ILambdaContext? context = null;
        using var bootstrap = Bootstrap(http, (_, its) =>
        {
            context = its;
            stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bootstrap.RunAsync(stop.Token));
        return Assert.IsType<ILambdaContext>(context, exactMatch: false);
    }

    private static LambdaBootstrap Bootstrap(HttpClient http, Action<Stream, ILambdaContext> handler) => new(
        http, HandlerWrapper.GetHandlerWrapper(handler), new LambdaBootstrapOptions { RuntimeApiEndpoint = "127.0.0.1:1" });

    private sealed class OneEvent(HttpStatusCode status, Dictionary<string, string> headers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var response = new HttpResponseMessage(status) { Content = new StringContent("event") };
            foreach (var (name, value) in headers)
                response.Headers.Add(name, value);

            return Task.FromResult(response);
        }
    }
}
