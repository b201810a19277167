namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Runtime API answered with an error.</summary>
public class RuntimeApiClientException : Exception
{
    public RuntimeApiClientException(
        string message, int statusCode, string response, Dictionary<string, IEnumerable<string>> headers, Exception innerException)
        : base($"{message}\nStatus: {statusCode}\nResponse: \n{response}", innerException)
    {
        StatusCode = statusCode;
        Response = response;
        Headers = headers;
    }

    public int StatusCode { get; }

    public string Response { get; }

    public Dictionary<string, IEnumerable<string>> Headers { get; }

    public override string ToString() => $"HTTP Response: \n\n{Response}\n\n{base.ToString()}";
}

/// <summary>The Runtime API answered with an error that says more.</summary>
public class RuntimeApiClientException<TResult> : RuntimeApiClientException
{
    public RuntimeApiClientException(
        string message, int statusCode, string response, Dictionary<string, IEnumerable<string>> headers, TResult result, Exception innerException)
        : base(message, statusCode, response, headers, innerException) => Result = result;

    public TResult Result { get; }
}
