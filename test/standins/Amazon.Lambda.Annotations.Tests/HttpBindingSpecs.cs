using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;

namespace Amazon.Lambda.Annotations.Tests;

public class HttpBindingSpecs
{
    private static readonly APIGatewayHttpApiV2ProxyRequest Request = new()
    {
        Body = """{"Name":"tea"}""",
        Headers = new Dictionary<string, string> { ["X-Count"] = "3" },
        QueryStringParameters = new Dictionary<string, string> { ["q"] = "a \"b\"", ["flag"] = "true" },
        PathParameters = new Dictionary<string, string> { ["id"] = "7" },
    };

    [Theory]
    [InlineData("[FromBody] string body", "body", """{"Name":"tea"}""")]
    [InlineData("[FromBody] Order order", "order.Name", "tea")]
    [InlineData("[FromHeader(Name = \"x-count\")] int count", "$\"{count}\"", "3")]
    [InlineData("[FromHeader] string missing", "missing ?? \"none\"", "none")]
    [InlineData("[FromQuery] string q, [FromQuery] bool flag, [FromQuery] long missing", "$\"{q} {flag} {missing}\"", "a \"b\" True 0")]
    [InlineData("APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context", "$\"{request.Headers.Count}{context is null}\"", "1True")]
    public void Parts_of_the_request_become_parameters(string parameters, string result, string expected)
    {
        var response = Respond($"[FunctionUrl] public string Run({parameters}) => {result};");
        Assert.Equal(200, response.StatusCode);
        Assert.Equal(expected, response.Body);
        Assert.Equal("text/plain", response.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("[FromRoute] int id")]
    [InlineData("int id")]
    [InlineData("[FromRoute(Name = \"id\")] int other")]
    public void A_part_of_the_route_is_found_by_its_name(string parameter)
    {
        var response = Respond($"[HttpApi(LambdaHttpMethod.Get, \"/orders/{{id}}/{{id+}}\")] public int Run({parameter}) => {parameter.Split(' ')[^1]} + 1;");
        Assert.Equal("8", response.Body);
        Assert.Equal("application/json", response.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("[FromQuery] int q", "q")]
    [InlineData("[FromHeader(Name = \"X-Count\")] DateTime x", "X-Count")]
    [InlineData("[FromBody] int body", "body")]
    public void What_can_not_be_read_is_answered_with_400_in_json(string parameter, string named)
    {
        var response = Respond($"[FunctionUrl] public string Run({parameter}) => \"never\";");
        Assert.Equal(400, response.StatusCode);
        Assert.Equal("ValidationException", response.Headers["x-amzn-ErrorType"]);
        Assert.StartsWith($"1 validation error(s) detected: {named}: ", (string?)JsonNode.Parse(response.Body)!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_http_result_function_answers_400_in_its_own_format()
    {
        using var stream = (Stream)Call("[FunctionUrl] public IHttpResult Run([FromQuery] int q) => HttpResults.Ok();")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var response = JsonNode.Parse(reader.ReadToEnd())!;
        Assert.Equal(400, (int)response["statusCode"]!);
        Assert.Equal("ValidationException", (string?)response["headers"]!["x-amzn-errortype"]);
    }

    [Fact]
    public void A_result_is_written_by_the_serializer_and_nothing_is_an_empty_200()
    {
        Assert.Equal("""{"Name":"tea"}""", Respond("[FunctionUrl] public Order Run() => new(\"tea\");").Body);
        var nothing = Respond("[FunctionUrl] public void Run() { }");
        Assert.Equal(200, nothing.StatusCode);
        Assert.Null(nothing.Body);
    }

    [Fact]
    public async Task An_awaited_result_is_wrapped_too()
    {
        var response = await (Task<APIGatewayHttpApiV2ProxyResponse>)Call("[FunctionUrl] public async Task<string> Run([FromBody] Order order) { await Task.Yield(); return order.Name; }")!;
        Assert.Equal("tea", response.Body);
    }

    [Theory]
    [InlineData("AWSLambda0107", "[FunctionUrl] public void Run(string unmarked) { }")]
    [InlineData("AWSLambda0107", "[HttpApi(LambdaHttpMethod.Get, \"/{id}\")] public void Run() { }")]
    [InlineData("AWSLambda0107", "[HttpApi(LambdaHttpMethod.Get, \"/\", Version = HttpApiVersion.V1)] public void Run() { }")]
    [InlineData("AWSLambda0107", "[HttpApi(LambdaHttpMethod.Get, \"/\", Authorizer = \"a\")] public void Run() { }")]
    [InlineData("AWSLambda0109", "[FunctionUrl] public void Run([FromQuery] Order order) { }")]
    public void What_is_not_supported_says_so(string id, string method)
    {
        using var project = new GeneratedProject();
        Assert.Equal([id], project.Build(Source(method)).FaultIds);
    }

    private static APIGatewayHttpApiV2ProxyResponse Respond(string method) => Assert.IsType<APIGatewayHttpApiV2ProxyResponse>(Call(method));

    private static object? Call(string method)
    {
        using var project = new GeneratedProject();
        return project.Build(Source(method)).Call("Shop.Functions_Run_Generated", Request, null);
    }

    private static string Source(string method) => $"public record Order(string Name); public class Functions {{ [LambdaFunction] {method} }}";
}
