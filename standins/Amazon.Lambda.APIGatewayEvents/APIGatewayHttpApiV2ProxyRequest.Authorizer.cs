namespace Amazon.Lambda.APIGatewayEvents;

public partial class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>Who was let in, where the API asks.</summary>
    public class AuthorizerDescription
    {
        public JwtDescription Jwt { get; set; }

        public IDictionary<string, object> Lambda { get; set; }

        public IAMDescription IAM { get; set; }

        public class JwtDescription
        {
            public IDictionary<string, string> Claims { get; set; }

            public string[] Scopes { get; set; }
        }

        public class IAMDescription
        {
            public string AccessKey { get; set; }

            public string AccountId { get; set; }

            public string CallerId { get; set; }

            public CognitoIdentityDescription CognitoIdentity { get; set; }

            public string PrincipalOrgId { get; set; }

            public string UserARN { get; set; }

            public string UserId { get; set; }
        }

        public class CognitoIdentityDescription
        {
            public IList<string> AMR { get; set; }

            public string IdentityId { get; set; }

            public string IdentityPoolId { get; set; }
        }
    }

    public class ProxyRequestAuthentication
    {
        public ProxyRequestClientCert ClientCert { get; set; }
    }

    public class ProxyRequestClientCert
    {
        public string ClientCertPem { get; set; }

        public string SubjectDN { get; set; }

        public string IssuerDN { get; set; }

        public string SerialNumber { get; set; }

        public ClientCertValidity Validity { get; set; }
    }

    public class ClientCertValidity
    {
        public string NotBefore { get; set; }

        public string NotAfter { get; set; }
    }
}
