using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AWSSDK.Shared.Query;

/// <summary>
/// One operation of the AWS Query protocol: a form goes in, XML comes out
/// (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
/// </summary>
internal sealed class QueryOperation<TRequest, TResponse> : InvokeOptions
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <param name="service">The published assembly's service name, for logs.</param>
    /// <param name="version">The API's version date.</param>
    /// <param name="action">The operation's name.</param>
    /// <param name="errors">Makes exceptions of error codes.</param>
    /// <param name="write">Puts a request into the form.</param>
    /// <param name="read">Fills a response from the result element, which is null when the operation has none.</param>
    public QueryOperation(
        string service,
        string version,
        string action,
        ErrorFactory errors,
        Action<QueryForm, TRequest> write,
        Action<XElement, TResponse> read = null)
    {
        RequestMarshaller = new FormMarshaller(service, version, action, write);
        ResponseUnmarshaller = new ResultUnmarshaller(action, read, errors);
    }

    private sealed class FormMarshaller(string service, string version, string action, Action<QueryForm, TRequest> write)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, service);
            request.Parameters["Action"] = action;
            request.Parameters["Version"] = version;
            write(new QueryForm(request.Parameters, path: null), (TRequest)input);
            return request;
        }
    }

    private sealed class ResultUnmarshaller(string action, Action<XElement, TResponse> read, ErrorFactory errors)
        : XmlResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            var root = XDocument.Load(input.Stream).Root;
            var response = new TResponse
            {
                ResponseMetadata = new ResponseMetadata { RequestId = root.Child("ResponseMetadata").Text("RequestId") },
            };
            read?.Invoke(root.Child(action + "Result"), response);
            return response;
        }

        public override AmazonServiceException UnmarshallException(
            XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var root = Parse(input.Stream);
            var error = root.Child("Error") ?? root.Child("Errors").Child("Error");
            var type = error.Text("Type") switch
            {
                "Sender" => ErrorType.Sender,
                "Receiver" => ErrorType.Receiver,
                _ => ErrorType.Unknown,
            };
            return errors(
                error.Text("Message") ?? $"The service answered {(int)statusCode} without a readable error.",
                innerException,
                type,
                error.Text("Code") ?? statusCode.ToString(),
                root.Text("RequestId") ?? root.Text("RequestID") ?? input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
                statusCode);
        }

        /// <summary>Null for what is not XML: a proxy or a load balancer answers with pages of its own.</summary>
        private static XElement Parse(Stream body)
        {
            try
            {
                return XDocument.Load(body).Root;
            }
            catch (XmlException)
            {
                return null;
            }
        }
    }
}
