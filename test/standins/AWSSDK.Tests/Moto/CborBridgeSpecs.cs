using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Amazon.CloudWatch;
using Amazon.Runtime;
using AWSSDK.Tests.Shared;
using TelegramAI.Testing.Aws;

namespace AWSSDK.Tests.Moto;

/// <summary>What stands between a CloudWatch client and moto, which speaks no CBOR.</summary>
public sealed class CborBridgeSpecs(SharedMoto moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Times_and_numbers_of_an_answer_have_their_types()
    {
        var time = new DateTime(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);
        using var put = await SendAsync("PutMetricData", Datum("Types", time, 20.0));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Empty(await put.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Null(put.Content.Headers.ContentType);

        using var got = await SendAsync("GetMetricStatistics", Statistics("Types", time));

        Assert.Equal("application/cbor", got.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["rpc-v2-cbor"], got.Headers.GetValues("smithy-protocol"));
        var answer = CborBody.Describe(await got.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Contains("\"Sum\": 20_3", answer, StringComparison.Ordinal);
        Assert.Contains("\"Timestamp\": 1(1767355200_3)", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-70000, -70000)]
    [InlineData(1.5, 1.5)]
    [InlineData(0.1, 0.1)]
    public async Task Every_form_of_a_number_arrives(double sent, double expected)
    {
        var time = new DateTime(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);
        var name = $"Number{sent}";
        object value = double.IsInteger(sent) ? (int)sent : sent;
        using var put = await SendAsync("PutMetricData", Datum(name, time, value));
        using var got = await SendAsync("GetMetricStatistics", Statistics(name, time));

        Assert.Contains($"\"Sum\": {expected}_3", CborBody.Describe(await got.Content.ReadAsByteArrayAsync(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_an_indefinite_length_and_compressed_ones_are_read()
    {
        // {_ "Namespace": (_ "Bri", "dge"), "MetricData": [_ {_ "MetricName": "Pieces", "Value": 1.5_1}]}
        var body = Convert.FromHexString(
            "BF" + "694E616D657370616365" + "7F" + "63427269" + "63646765" + "FF" + "6A4D657472696344617461" +
            "9F" + "BF" + "6A4D65747269634E616D65" + "66506965636573" + "6556616C7565" + "F93E00" + "FF" + "FF" + "FF");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(body, Cancellation);

        using var plain = await SendAsync("PutMetricData", body);
        using var compressed = await SendAsync("PutMetricData", packed.ToArray(), "gzip");
        using var got = await SendAsync("GetMetricStatistics", Statistics("Pieces", DateTime.UtcNow));

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal(HttpStatusCode.OK, compressed.StatusCode);
        Assert.Contains("\"Sum\": 3_3", CborBody.Describe(await got.Content.ReadAsByteArrayAsync(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_has_its_status_its_shape_and_its_code_of_the_query_protocol()
    {
        using var answer = await SendAsync("PutMetricData", Datum("NotANumber", DateTime.UtcNow, double.NaN));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/cbor", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["InvalidParameterValue;Sender"], answer.Headers.GetValues("x-amzn-query-error"));
        Assert.Contains("#InvalidParameterValueException\"", CborBody.Describe(await answer.Content.ReadAsByteArrayAsync(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_noted_as_the_permissions_that_they_need()
    {
        var server = await moto.ServerAsync();
        using var client = new AmazonCloudWatchClient(
            new BasicAWSCredentials("noted-by-the-bridge", "testing"),
            new AmazonCloudWatchConfig { ServiceURL = server.Url, AuthenticationRegion = MotoServer.Region });

        await client.PutMetricDataAsync(new() { Namespace = "Bridge", MetricData = [new() { MetricName = "A", Value = 1 }] }, Cancellation);
        await client.DescribeAlarmsAsync(Cancellation);

        Assert.Equal(
            [new MotoCall("cloudwatch:PutMetricData", "*"), new MotoCall("cloudwatch:DescribeAlarms", "*")],
            await server.CallsOfAsync("noted-by-the-bridge", Cancellation));
    }

    private static byte[] Datum(string name, DateTime time, object value) => CborBody.Encode(new Dictionary<string, object?>
    {
        ["Namespace"] = "Bridge",
        ["MetricData"] = new object?[]
        {
            new Dictionary<string, object?> { ["MetricName"] = name, ["Timestamp"] = time, ["Value"] = value },
        },
    });

    private static byte[] Statistics(string name, DateTime time) => CborBody.Encode(new Dictionary<string, object?>
    {
        ["Namespace"] = "Bridge",
        ["MetricName"] = name,
        ["StartTime"] = time,
        ["EndTime"] = time.AddHours(1),
        ["Period"] = 3600,
        ["Statistics"] = new object?[] { "Sum" },
    });

    private async Task<HttpResponseMessage> SendAsync(string operation, byte[] body, string? encoding = null)
    {
        var server = await moto.ServerAsync();
        using var http = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/cbor");
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        var address = new Uri($"{server.Url}/service/GraniteServiceVersion20100801/operation/{operation}");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential=testing/20260101/{MotoServer.Region}/monitoring/aws4_request, SignedHeaders=host, Signature=0");
        return await http.SendAsync(request, Cancellation);
    }
}
