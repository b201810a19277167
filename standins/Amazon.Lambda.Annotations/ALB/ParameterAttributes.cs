namespace Amazon.Lambda.Annotations.ALB;

/// <summary>The parameter is the body of the load balancer's request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromBodyAttribute : Attribute;

/// <summary>The parameter is a header of the load balancer's request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromHeaderAttribute : Attribute, INamedAttribute
{
    /// <inheritdoc/>
    public string Name { get; set; }
}

/// <summary>The parameter is a value of the load balancer's query string.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromQueryAttribute : Attribute, INamedAttribute
{
    /// <inheritdoc/>
    public string Name { get; set; }
}
