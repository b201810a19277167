using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

public class TestClientContext : IClientContext
{
    public IClientApplication Client { get; set; }

    public IDictionary<string, string> Custom { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

public class TestClientApplication : IClientApplication
{
    public string AppPackageName { get; set; }

    public string AppTitle { get; set; }

    public string AppVersionCode { get; set; }

    public string AppVersionName { get; set; }

    public string InstallationId { get; set; }
}

public class TestCognitoIdentity : ICognitoIdentity
{
    public string IdentityId { get; set; }

    public string IdentityPoolId { get; set; }
}
