namespace Amazon.Lambda.Annotations;

/// <summary>Makes a method a Lambda function: the generator writes its handler and its resource in the template.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LambdaFunctionAttribute : Attribute
{
    /// <summary>The function's logical id in the template; by default it comes from the namespace, the class and the method.</summary>
    public string ResourceName { get; set; }

    /// <summary>Seconds an invocation may take; 0 leaves what the template says.</summary>
    public uint Timeout { get; set; }

    /// <summary>Memory in MB; 0 leaves what the template says.</summary>
    public uint MemorySize { get; set; }

    /// <summary>The execution role: an ARN, or <c>@Name</c> of a parameter or resource of the template.</summary>
    public string Role { get; set; }

    /// <summary>Managed policies, separated by commas, <c>@Name</c> for one of the template; they win over <see cref="Role"/>.</summary>
    public string Policies { get; set; }

    /// <summary>How the function is deployed.</summary>
    public LambdaPackageType PackageType { get; set; }
}

/// <summary>How a function is deployed.</summary>
public enum LambdaPackageType
{
    /// <summary>A zip file.</summary>
    Zip = 0,

    /// <summary>A container image.</summary>
    Image = 1,
}
