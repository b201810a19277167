using System.Formats.Cbor;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace AWSSDK.Shared.Cbor;

/// <summary>
/// One operation of the Smithy RPC v2 CBOR protocol (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html), for a service
/// that spoke Query before and still names errors as it did there (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait).
/// </summary>
internal sealed class CborOperation<TRequest, TResponse> : InvokeOptions
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <param name="service">The service's names.</param>
    /// <param name="operation">The operation's name.</param>
    /// <param name="write">Writes the members of the request.</param>
    /// <param name="read">Fills a response from the answer; null when the operation has none.</param>
    /// <param name="compressed">Whether a large request may go gzipped.</param>
    public CborOperation(
        CborService service, string operation, Action<CborForm, TRequest> write, Action<CborResult, TResponse> read = null, bool compressed = false)
    {
        RequestMarshaller = new MapMarshaller(service, operation, write, compressed);
        ResponseUnmarshaller = new MapUnmarshaller(read, service.Errors);
    }

    private sealed class MapMarshaller(CborService service, string operation, Action<CborForm, TRequest> write, bool compressed)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, service.Name)
            {
                HttpMethod = "POST",
                ResourcePath = $"service/{service.Target}/operation/{operation}",
                Content = CborForm.Encode((TRequest)input, write),
            };
            request.Headers["smithy-protocol"] = "rpc-v2-cbor";
            request.Headers[HeaderKeys.XAmzQueryMode] = "true";
            request.Headers["Content-Type"] = "application/cbor";
            request.Headers["Accept"] = "application/cbor";
            request.Headers[HeaderKeys.XAmzApiVersion] = service.Version;
            if (compressed)
                CompressionAlgorithmUtils.SetCompressionAlgorithm(request, CompressionEncodingAlgorithm.gzip);
            return request;
        }
    }

    private sealed class MapUnmarshaller(Action<CborResult, TResponse> read, ErrorFactory errors) : ResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
        {
            var requestId = input.ResponseData.GetHeaderValue(HeaderKeys.RequestIdHeader);
            var response = new TResponse { ResponseMetadata = new ResponseMetadata { RequestId = requestId } };
            try
            {
                read?.Invoke(((CborContext)input).ReadResult(), response);
                return response;
            }
            catch (Exception exception) when (exception is CborContentException or InvalidOperationException or InvalidCastException or OverflowException)
            {
                throw new AmazonUnmarshallingException(requestId, input.CurrentPath, exception, input.ResponseData.StatusCode);
            }
        }

        /// <summary>
        /// Throws for what is no CBOR, such as a page of a load balancer, and Core makes an <see cref="AmazonUnmarshallingException"/> of that.
        /// </summary>
        public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
            CborError.Read((CborContext)input).ToException(errors, innerException);

        protected override UnmarshallerContext ConstructUnmarshallerContext(
            Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
            new CborContext(responseStream, maintainResponseBody, response, isException);

        protected override UnmarshallerContext ConstructUnmarshallerContext(
            Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
            new CborContext(responseStream, maintainResponseBody, response, isException);

        protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) => true;
    }
}
