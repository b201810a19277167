namespace Amazon.Lambda.Annotations;

/// <summary>Marks the class whose <c>ConfigureServices(IServiceCollection)</c> fills the functions' container.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class LambdaStartupAttribute : Attribute;
