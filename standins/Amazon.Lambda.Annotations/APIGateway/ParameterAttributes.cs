namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>The parameter is the request's body: text as it came, anything else read by the serializer.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromBodyAttribute : Attribute;

/// <summary>The parameter is a header of the request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromHeaderAttribute : Attribute, INamedAttribute
{
    /// <inheritdoc/>
    public string Name { get; set; }
}

/// <summary>The parameter is a value of the query string.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromQueryAttribute : Attribute, INamedAttribute
{
    /// <inheritdoc/>
    public string Name { get; set; }
}

/// <summary>The parameter is a part of the path, named in the route's template.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromRouteAttribute : Attribute, INamedAttribute
{
    /// <inheritdoc/>
    public string Name { get; set; }
}
