using System.Net;
using Amazon.Runtime;

namespace AWSSDK.Shared;

/// <summary>Makes the exception that a service's error code is named after, or the service's general one.</summary>
internal delegate AmazonServiceException ErrorFactory(
    string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status);
