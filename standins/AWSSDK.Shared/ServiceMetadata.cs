using Amazon.Runtime.Internal;

namespace AWSSDK.Shared;

/// <summary>The service's name in user agents, logs and AWS_ENDPOINT_URL_*.</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId { get; } = serviceId;

    /// <summary>Empty: no operation here has another name in .NET than on the wire.</summary>
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
