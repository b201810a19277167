using System.Net;
using Amazon.Runtime;
using Amazon.Util;

namespace AWSSDK.Shared.Cbor;

/// <summary>What an answer says of an error.</summary>
/// <param name="Shape">The name of the error's shape, without its namespace.</param>
/// <param name="Message">What the service says, or null.</param>
/// <param name="QueryCode">The code that the Query protocol has for it, where the service sends that; otherwise null.</param>
/// <param name="Type">Whose fault it is.</param>
/// <param name="RequestId">The request, as the service calls it.</param>
/// <param name="Status">The status of the answer.</param>
internal sealed record CborError(string Shape, string Message, string QueryCode, ErrorType Type, string RequestId, HttpStatusCode Status)
{
    public static CborError Read(CborContext context)
    {
        var answer = context.ResponseData;
        var result = context.ReadResult();
        var (code, fault) = answer.GetHeaderValue(HeaderKeys.XAmzQueryError)?.Split(';') is [var first, var second] ? (first, second) : (null, null);
        var type = answer.StatusCode switch
        {
            HttpStatusCode.BadRequest => ErrorType.Sender,
            HttpStatusCode.InternalServerError => ErrorType.Receiver,
            _ => ErrorType.Unknown,
        };
        return new CborError(
            NameOf(result.Text("__type")),
            // The models name this member either way.
            result.Text("message") ?? result.Text("Message"),
            code,
            Enum.TryParse<ErrorType>(fault, out var said) ? said : type,
            answer.GetHeaderValue(HeaderKeys.RequestIdHeader),
            answer.StatusCode);
    }

    public AmazonServiceException ToException(ErrorFactory errors, Exception inner)
    {
        var exception = errors(Message, inner, Type, Shape, RequestId, Status);
        // Programs compare these codes with those that they know from Query.
        exception.ErrorCode = QueryCode ?? exception.ErrorCode;
        return exception;
    }

    /// <summary>Of <c>com.amazonaws.cloudwatch#InvalidNextToken:http://…</c>, which clients must take, what is in the middle.</summary>
    private static string NameOf(string type) => type?[(type.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(':')[0].Trim();
}
