using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Amazon.Lambda.Annotations.Tests;

public class HttpResultSpecs
{
    public static TheoryData<IHttpResult, HttpStatusCode> Statuses => new()
    {
        { HttpResults.Accepted(), HttpStatusCode.Accepted },
        { HttpResults.BadGateway(), HttpStatusCode.BadGateway },
        { HttpResults.BadRequest(), HttpStatusCode.BadRequest },
        { HttpResults.Conflict(), HttpStatusCode.Conflict },
        { HttpResults.Created(), HttpStatusCode.Created },
        { HttpResults.Forbid(), HttpStatusCode.Forbidden },
        { HttpResults.InternalServerError(), HttpStatusCode.InternalServerError },
        { HttpResults.NotFound(), HttpStatusCode.NotFound },
        { HttpResults.Ok(), HttpStatusCode.OK },
        { HttpResults.Redirect("/a"), HttpStatusCode.Redirect },
        { HttpResults.Redirect("/a", permanent: true), HttpStatusCode.MovedPermanently },
        { HttpResults.Redirect("/a", preserveMethod: true), HttpStatusCode.TemporaryRedirect },
        { HttpResults.Redirect("/a", permanent: true, preserveMethod: true), HttpStatusCode.PermanentRedirect },
        { HttpResults.ServiceUnavailable(), HttpStatusCode.ServiceUnavailable },
        { HttpResults.Unauthorized(), HttpStatusCode.Unauthorized },
        { HttpResults.NewResult(HttpStatusCode.Gone), HttpStatusCode.Gone },
    };

    [Theory]
    [MemberData(nameof(Statuses), DisableDiscoveryEnumeration = true)]
    public void A_result_has_its_status(IHttpResult result, HttpStatusCode status)
    {
        Assert.Equal(status, result.StatusCode);
        Assert.Equal((int)status, (int)Written(result)["statusCode"]!);
    }

    [Fact]
    public void Text_is_plain_and_members_without_a_value_are_null()
    {
        Assert.Equal(
            """{"statusCode":200,"headers":{"content-type":"text/plain"},"Cookies":null,"body":"hi","isBase64Encoded":false}""",
            Written(HttpResults.Ok("hi")).ToJsonString());
        Assert.Equal(
            """{"statusCode":200,"headers":null,"Cookies":null,"body":null,"isBase64Encoded":false}""",
            Written(HttpResults.Ok()).ToJsonString());
    }

    [Fact]
    public void Bytes_are_in_base64()
    {
        byte[] bytes = [1, 2, 3];
        using var stream = new MemoryStream(bytes);
        Assert.All(
            new[] { HttpResults.Ok(bytes), HttpResults.Ok(stream), HttpResults.Ok(new List<byte>(bytes)) },
            result => Assert.Equal(
                """{"statusCode":200,"headers":{"content-type":"application/octet-stream"},"Cookies":null,"body":"AQID","isBase64Encoded":true}""",
                Written(result).ToJsonString()));
    }

    [Fact]
    public void The_first_format_keeps_each_value_of_a_header()
    {
        var result = HttpResults.Created("/a").AddHeader("X-One", "1").AddHeader("x-one", "2");
        Assert.Equal("""{"location":"/a","x-one":"1,2"}""", Written(result)["headers"]!.ToJsonString());
        Assert.Equal(
            """{"statusCode":201,"multiValueHeaders":{"location":["/a"],"x-one":["1","2"]},"body":null,"isBase64Encoded":false}""",
            Written(result, HttpResultSerializationOptions.ProtocolVersion.V1).ToJsonString());
    }

    [Fact]
    public void A_delay_is_in_the_header_and_a_given_content_type_stays()
    {
        Assert.Equal("7", (string?)Written(HttpResults.ServiceUnavailable(7))["headers"]!["retry-after"]);
        Assert.Equal("text/html", (string?)Written(HttpResults.Ok("<p>").AddHeader("Content-Type", "text/html"))["headers"]!["content-type"]);
    }

    private static JsonNode Written(IHttpResult result, HttpResultSerializationOptions.ProtocolVersion version = HttpResultSerializationOptions.ProtocolVersion.V2)
    {
        using var stream = result.Serialize(new HttpResultSerializationOptions
        {
            Format = HttpResultSerializationOptions.ProtocolFormat.HttpApi,
            Version = version,
            Serializer = new DefaultLambdaJsonSerializer(),
        });
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return JsonNode.Parse(reader.ReadToEnd())!;
    }
}
