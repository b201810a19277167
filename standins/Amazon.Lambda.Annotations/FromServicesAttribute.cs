namespace Amazon.Lambda.Annotations;

/// <summary>The parameter comes from the container, in the invocation's scope.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromServicesAttribute : Attribute;
