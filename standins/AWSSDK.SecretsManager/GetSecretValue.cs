namespace Amazon.SecretsManager.Model;

public class GetSecretValueRequest : AmazonSecretsManagerRequest
{
    /// <summary>The secret's ARN or name.</summary>
    public string SecretId { get; set; }

    public string VersionId { get; set; }

    public string VersionStage { get; set; }
}

public class GetSecretValueResponse : Runtime.AmazonWebServiceResponse
{
    public string ARN { get; set; }

    public DateTime? CreatedDate { get; set; }

    public string Name { get; set; }

    public MemoryStream SecretBinary { get; set; }

    public string SecretString { get; set; }

    public string VersionId { get; set; }

    public List<string> VersionStages { get; set; }
}

public class AmazonSecretsManagerRequest : Runtime.AmazonWebServiceRequest;
