namespace Amazon.Lambda.Annotations;

/// <summary>What holds for every function of the assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public class LambdaGlobalPropertiesAttribute : Attribute
{
    /// <summary>Whether the generator writes a Main that serves the function named by the variable ANNOTATIONS_HANDLER.</summary>
    public bool GenerateMain { get; set; }

    /// <summary>The Lambda runtime's id, such as <c>provided.al2023</c>; by default it follows the target framework.</summary>
    public string Runtime { get; set; }
}
