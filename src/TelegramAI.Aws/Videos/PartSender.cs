using System.Buffers.Binary;
using System.IO.Hashing;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace TelegramAI.Aws.Videos;

/// <summary>
/// Sends the parts of uploads. The SDK hashes every byte of a part for its signature, which costs more than all else that happens to a
/// video. Here the part's address is signed, together with the part's CRC-32: S3 takes no other part, and none whose bytes came damaged.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
/// </summary>
internal sealed class PartSender(IAmazonS3 s3, IHttpClientFactory clients, TimeProvider time)
{
    private const string ChecksumHeader = "x-amz-checksum-crc32";

    /// <summary>S3 looks at it when a part begins to arrive.</summary>
    private static readonly TimeSpan AddressLife = TimeSpan.FromMinutes(15);

    private readonly HttpClient _http = clients.CreateClient(PartHttpServices.Client);

    /// <summary>Sends a part, once.</summary>
    /// <param name="upload">The upload that it is of.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="content">All of it. Nobody may change it before the call ends.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <returns>What S3 wants to hear of the part when the upload is completed.</returns>
    /// <exception cref="AmazonS3Exception">S3 refuses the part.</exception>
    /// <exception cref="HttpRequestException">The connection failed.</exception>
    /// <exception cref="OperationCanceledException">With a <see cref="TimeoutException"/> inside, where S3 did not answer in time.</exception>
    public async Task<PartETag> SendAsync(BegunUpload upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var checksum = ChecksumOf(content.Span);
        using var request = new HttpRequestMessage(HttpMethod.Put, await SignAsync(upload, number, checksum)) { Content = new ReadOnlyMemoryContent(content) };
        request.Headers.Add(ChecksumHeader, checksum);
        using var response = await _http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, cancellationToken);

        // It may have no quotation marks, and is given back as it came.
        return response.Headers.NonValidated.TryGetValues("ETag", out var tag)
            ? new PartETag(number, tag.ToString()) { ChecksumCRC32 = checksum }
            : throw new HttpRequestException($"S3 took part {number}, and gave it no ETag");
    }

    private static string ChecksumOf(ReadOnlySpan<byte> content)
    {
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(content));
        return Convert.ToBase64String(checksum);
    }

    private async Task<Uri> SignAsync(BegunUpload upload, int number, string checksum)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = upload.Bucket,
            Key = upload.Key,
            UploadId = upload.Id,
            PartNumber = number,
            Verb = HttpVerb.PUT,
            Expires = (time.GetUtcNow() + AddressLife).UtcDateTime,
            Protocol = s3.AddressProtocol(),
        };
        request.Headers[ChecksumHeader] = checksum;
        return new Uri(await s3.GetPreSignedURLAsync(request));
    }

    /// <summary>As the SDK says it. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
    private static async Task<AmazonS3Exception> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = await ReadErrorAsync(response.Content, cancellationToken);
        var type = (int)response.StatusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender;
        return new AmazonS3Exception(
            error?.Element("Message")?.Value ?? $"S3 answers {(int)response.StatusCode}",
            innerException: null,
            type,
            error?.Element("Code")?.Value ?? $"{response.StatusCode}",
            error?.Element("RequestId")?.Value ?? "",
            response.StatusCode);
    }

    /// <returns>Null where it is nothing of S3's, but of something on the way to it.</returns>
    private static async Task<XElement?> ReadErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            return (await XDocument.LoadAsync(body, LoadOptions.None, cancellationToken)).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
