using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using CsCheck;

namespace Amazon.Lambda.Tests.Serialization;

public class SerializerSpecs
{
    private static readonly SourceGeneratorLambdaJsonSerializer<Contracts> Generated = new();

    public static TheoryData<ILambdaSerializer> Serializers => [Generated, new DefaultLambdaJsonSerializer()];

    [Theory]
    [MemberData(nameof(Serializers), DisableDiscoveryEnumeration = true)]
    public void Names_are_read_in_any_case_and_written_as_they_are(ILambdaSerializer serializer)
    {
        Assert.Equal(5, Read<Thing>(serializer, """{"NUMBER":5}""").Number);
        Assert.Equal(5, Read<Thing>(serializer, """{"number":5}""").Number);
        Assert.Equal("""{"Number":5}""", Write(serializer, new Thing { Number = 5 }));
    }

    [Theory]
    [MemberData(nameof(Serializers), DisableDiscoveryEnumeration = true)]
    public void The_two_names_with_dashes_have_them(ILambdaSerializer serializer)
    {
        Assert.Equal("""{"x-amz-id-2":"a","x-amz-request-id":"b","Number":0}""", Write(serializer, new Thing { XAmzId2 = "a", XAmzRequestId = "b" }));
        Assert.Equal("a", Read<Thing>(serializer, """{"x-amz-id-2":"a"}""").XAmzId2);
    }

    [Theory]
    [MemberData(nameof(Serializers), DisableDiscoveryEnumeration = true)]
    public void Text_is_not_escaped_more_than_JSON_needs(ILambdaSerializer serializer) =>
        Assert.Equal("""{"Text":"<ü'&+>","Number":0}""", Write(serializer, new Thing { Text = "<ü'&+>" }));

    [Theory]
    [InlineData("\"2026-07-22T10:20:30Z\"")]
    [InlineData("1784715630")]
    [InlineData("1784715630000")]
    public void A_time_is_a_text_or_a_number_since_1970(string time)
    {
        var expected = new DateTime(2026, 7, 22, 10, 20, 30, DateTimeKind.Utc);
        Assert.All(Serializers, row => Assert.Equal(expected, Read<Thing>(row.Data, $$"""{"Time":{{time}}}""").Time));
    }

    [Fact]
    public void Bytes_are_base64_in_an_event() => Gen.Byte.Array.Sample(bytes =>
    {
        var thing = Read<Thing>(Generated, $$"""{"Bytes":"{{Convert.ToBase64String(bytes)}}","Stream":"{{Convert.ToBase64String(bytes)}}"}""");
        Assert.Equal(bytes, thing.Bytes!);
        Assert.Equal(bytes, thing.Stream!.ToArray());
    });

    [Fact]
    public void Bytes_may_be_numbers_in_an_event() => Assert.Equal([1, 255], Read<Thing>(Generated, """{"Bytes":[1,255]}""").Bytes!);

    [Theory]
    [MemberData(nameof(Serializers), DisableDiscoveryEnumeration = true)]
    public void Bytes_are_numbers_in_an_answer(ILambdaSerializer serializer) =>
        Assert.Equal("""{"Number":0,"Bytes":[1,2,255]}""", Write(serializer, new Thing { Bytes = [1, 2, 255] }));

    [Fact]
    public void A_type_that_the_context_does_not_know_is_named()
    {
        var failure = Assert.Throws<JsonSerializerException>(() => Read<Version>(Generated, "{}"));
        Assert.StartsWith($"No JsonTypeInfo registered in {typeof(Contracts).FullName}", failure.Message);
        Assert.StartsWith("No JsonTypeInfo registered in ", Assert.Throws<JsonSerializerException>(() => Write(Generated, new Version(1, 2))).Message);
    }

    [Fact]
    public void An_event_that_does_not_fit_says_its_type()
    {
        var failure = Assert.Throws<JsonSerializerException>(() => Read<Thing>(Generated, """{"Number":"five"}"""));
        Assert.StartsWith($"Error converting the Lambda event JSON payload to type {typeof(Thing).FullName}: ", failure.Message);
        Assert.IsType<System.Text.Json.JsonException>(failure.InnerException);
    }

    [Fact]
    public void A_scheduled_event_is_read()
    {
        var scheduled = Read<ScheduledEvent>(Generated, """
            {"version":"0","id":"53dc4d37","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012",
             "time":"2026-10-08T16:53:06Z","region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/r"],"detail":{}}
            """);
        Assert.Equal("Scheduled Event", scheduled.DetailType);
        Assert.Equal(new DateTime(2026, 10, 8, 16, 53, 6, DateTimeKind.Utc), scheduled.Time);
        Assert.Equal("arn:aws:events:us-east-1:123456789012:rule/r", Assert.Single(scheduled.Resources));
        Assert.NotNull(scheduled.Detail);
    }

    [Fact]
    public void A_batch_of_messages_is_read_and_its_failures_are_written()
    {
        var batch = Read<SQSEvent>(Generated, """
            {"Records":[{"messageId":"m1","receiptHandle":"h","body":"{}","attributes":{"ApproximateReceiveCount":"2"},
             "messageAttributes":{"a":{"stringValue":"v","binaryValue":"AQI=","dataType":"String"}},
             "md5OfBody":"x","eventSource":"aws:sqs","eventSourceARN":"arn","awsRegion":"us-east-1"}]}
            """);
        var message = Assert.Single(batch.Records);
        Assert.Equal(("m1", "{}", "arn", "2"), (message.MessageId, message.Body, message.EventSourceArn, message.Attributes["ApproximateReceiveCount"]));
        Assert.Equal([1, 2], message.MessageAttributes["a"].BinaryValue.ToArray());

        Assert.Equal("""{"batchItemFailures":[]}""", Write(Generated, new SQSBatchResponse()));
        Assert.Equal(
            """{"batchItemFailures":[{"itemIdentifier":"m1"}]}""",
            Write(Generated, new SQSBatchResponse([new SQSBatchResponse.BatchItemFailure { ItemIdentifier = "m1" }])));
    }

    [Fact]
    public void A_request_is_read_and_its_response_is_written()
    {
        var request = Read<APIGatewayHttpApiV2ProxyRequest>(Generated, """
            {"version":"2.0","routeKey":"$default","rawPath":"/a","rawQueryString":"b=c","cookies":["d=e"],"headers":{"host":"h"},
             "requestContext":{"http":{"method":"POST","sourceIp":"1.2.3.4"},"timeEpoch":1784715630000,
             "authorizer":{"iam":{"accountId":"1"}}},"body":"e30=","isBase64Encoded":true}
            """);
        Assert.Equal(("/a", "b=c", "h", "e30=", true), (request.RawPath, request.RawQueryString, request.Headers["host"], request.Body, request.IsBase64Encoded));
        Assert.Equal(("POST", "1.2.3.4"), (request.RequestContext.Http.Method, request.RequestContext.Http.SourceIp));
        Assert.Equal("1", request.RequestContext.Authorizer.IAM.AccountId);
        Assert.Equal(1784715630000, request.RequestContext.TimeEpoch);

        var response = new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Body = "ok" };
        response.SetHeaderValues("a", "1", append: false);
        response.SetHeaderValues("a", ["2", "3"], append: true);
        Assert.Equal("""{"statusCode":200,"headers":{"a":"1,2,3"},"body":"ok","isBase64Encoded":false}""", Write(Generated, response));
        response.SetHeaderValues("a", "4", append: false);
        Assert.Equal("4", response.Headers["a"]);
    }

    private static T Read<T>(ILambdaSerializer serializer, string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return serializer.Deserialize<T>(stream);
    }

    private static string Write<T>(ILambdaSerializer serializer, T value)
    {
        using var stream = new MemoryStream();
        serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

internal sealed record Thing
{
    public string? XAmzId2 { get; init; }

    public string? XAmzRequestId { get; init; }

    public string? Text { get; init; }

    public int Number { get; init; }

    public DateTime? Time { get; init; }

    public byte[]? Bytes { get; init; }

    public MemoryStream? Stream { get; init; }
}

[JsonSerializable(typeof(Thing))]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
internal sealed partial class Contracts : JsonSerializerContext;
