using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace AWSSDK.Shared.Json;

/// <summary>One operation of the AWS JSON 1.1 protocol (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html).</summary>
internal sealed class JsonOperation<TRequest, TResponse> : InvokeOptions
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <param name="service">The published assembly's service name, for logs.</param>
    /// <param name="target">The operation's name with the service's prefix.</param>
    /// <param name="errors">Makes exceptions of error codes.</param>
    /// <param name="write">Writes the members of the request's object.</param>
    /// <param name="read">Fills a response from the answer's object.</param>
    public JsonOperation(
        string service, string target, ErrorFactory errors, Action<Utf8JsonWriter, TRequest> write, Action<JsonElement, TResponse> read)
    {
        RequestMarshaller = new ObjectMarshaller(service, target, write);
        ResponseUnmarshaller = new ObjectUnmarshaller(read, errors);
    }

    private sealed class ObjectMarshaller(string service, string target, Action<Utf8JsonWriter, TRequest> write)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, service) { HttpMethod = "POST", ResourcePath = "/" };
            request.Headers["X-Amz-Target"] = target;
            request.Headers["Content-Type"] = "application/x-amz-json-1.1";
            using var body = new MemoryStream();
            using (var json = new Utf8JsonWriter(body))
            {
                json.WriteStartObject();
                write(json, (TRequest)input);
                json.WriteEndObject();
            }

            request.Content = body.ToArray();
            return request;
        }
    }

    private sealed class ObjectUnmarshaller(Action<JsonElement, TResponse> read, ErrorFactory errors) : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            using var document = JsonDocument.Parse(input.Stream);
            var response = new TResponse();
            read(document.RootElement, response);
            return response;
        }

        public override AmazonServiceException UnmarshallException(
            JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var reader = new StreamingUtf8JsonReader(input.Stream);
            var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
            return errors(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
        }
    }
}
