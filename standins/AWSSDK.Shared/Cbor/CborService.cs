namespace AWSSDK.Shared.Cbor;

/// <summary>A service that speaks CBOR.</summary>
/// <param name="Name">The published assembly's service name, for logs.</param>
/// <param name="Version">The API's version date.</param>
/// <param name="Target">The service's name in addresses.</param>
/// <param name="Errors">Makes exceptions of the names of error shapes.</param>
internal sealed record CborService(string Name, string Version, string Target, ErrorFactory Errors);
