namespace Amazon.Lambda.Annotations;

/// <summary>An attribute that may name what its parameter is bound to.</summary>
public interface INamedAttribute
{
    /// <summary>The name in the request; by default the parameter's own name.</summary>
    string Name { get; set; }
}
