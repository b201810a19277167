namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>Gives the function a URL of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionUrlAttribute : Attribute
{
    /// <summary>Who may call the URL.</summary>
    public FunctionUrlAuthType AuthType { get; set; }

    /// <summary>Origins that browsers may call from.</summary>
    public string[] AllowOrigins { get; set; }

    /// <summary>Methods that browsers may use; <see cref="LambdaHttpMethod.Any"/> is all of them.</summary>
    public LambdaHttpMethod[] AllowMethods { get; set; }

    /// <summary>Headers that browsers may send.</summary>
    public string[] AllowHeaders { get; set; }

    /// <summary>Whether browsers may send credentials.</summary>
    public bool AllowCredentials { get; set; }

    /// <summary>Headers that browsers may read.</summary>
    public string[] ExposeHeaders { get; set; }

    /// <summary>Seconds for which browsers may remember these rules; 0 leaves it out.</summary>
    public int MaxAge { get; set; }
}

/// <summary>Who may call a function's URL.</summary>
public enum FunctionUrlAuthType
{
    /// <summary>Everybody.</summary>
    NONE = 0,

    /// <summary>Those whose IAM identity allows it.</summary>
    AWS_IAM = 1,
}
