namespace Amazon.Lambda.RuntimeSupport.Bootstrap;

public class LambdaBootstrapOptions
{
    /// <summary>Host and port of the Runtime API; AWS_LAMBDA_RUNTIME_API where it is null.</summary>
    public string RuntimeApiEndpoint { get; set; }
}
