using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Json;

namespace Amazon.Lambda.Annotations.SourceGenerator.Template;

/// <summary>
/// Writes the functions' attributes into the template and leaves the rest as it is. A resource belongs to the generator when
/// its metadata says so; others are not touched, even if they have a function's name.
/// </summary>
internal static class TemplateSync
{
    private const string Tool = "Amazon.Lambda.Annotations";
    private const string FunctionType = "AWS::Serverless::Function";
    private const uint DefaultMemorySize = 512;
    private const uint DefaultTimeout = 30;

    /// <summary>Brings the template up to date.</summary>
    /// <param name="template">The template.</param>
    /// <param name="functions">The functions in the order of their source.</param>
    /// <param name="projectPath">The project's directory, relative to the template's.</param>
    /// <exception cref="FormatException">A part of the template is not what it must be.</exception>
    public static void Apply(JsonObject template, IReadOnlyList<LambdaFunction> functions, string projectPath)
    {
        var synced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in functions.Where(function => IsNewOrOurs(template, function.ResourceName)))
        {
            Write(template, function, projectPath);
            synced.Add(function.ResourceName);
        }

        RemoveOrphans(template, synced);
    }

    private static void Write(JsonObject template, LambdaFunction function, string projectPath)
    {
        if (!template.Child("Resources").Has(function.ResourceName))
            WriteDefaults(template.Child("Resources").Child(function.ResourceName), function);

        var resource = new FunctionResource(template, function.ResourceName);
        var properties = resource.Properties;
        if (function.Timeout > 0)
            properties["Timeout"] = function.Timeout;
        if (function.MemorySize > 0)
            properties["MemorySize"] = function.MemorySize;
        WritePermissions(resource, function);
        WritePackage(properties, function, projectPath);
        if (function.Settings.GenerateMain)
            properties.Child("Environment").Child("Variables")["ANNOTATIONS_HANDLER"] = function.Name;
        foreach (var source in function.Events)
            source.WriteTo(resource, function);
        resource.Sync();
    }

    private static void WriteDefaults(JsonObject resource, LambdaFunction function)
    {
        resource["Type"] = FunctionType;
        resource.Child("Metadata")["Tool"] = Tool;
        var properties = resource.Child("Properties");
        properties["Runtime"] = function.Settings.Runtime;
        properties["CodeUri"] = "";
        properties["MemorySize"] = DefaultMemorySize;
        properties["Timeout"] = DefaultTimeout;
        properties["Policies"] = JsonArray.Of(["AWSLambdaBasicExecutionRole"]);
    }

    private static void WritePermissions(FunctionResource resource, LambdaFunction function)
    {
        if (function.Role is { Length: > 0 } role)
        {
            resource.Properties["Role"] = IsReference(role) ? resource.ValueOrArn(role.Substring(1)) : role;
            resource.Properties.Remove("Policies");
        }

        if (function.Policies is { Length: > 0 } policies)
        {
            resource.Properties["Policies"] = new JsonArray(policies.Split(',').Select(policy => Policy(policy.Trim())));
            resource.Properties.Remove("Role");
        }
    }

    private static void WritePackage(JsonObject properties, LambdaFunction function, string projectPath)
    {
        properties["PackageType"] = function.IsImage ? "Image" : "Zip";
        if (function.IsImage)
        {
            properties["ImageUri"] = projectPath;
            properties.Child("ImageConfig")["Command"] = JsonArray.Of([function.Handler]);
        }
        else
        {
            properties["CodeUri"] = projectPath;
            properties["Handler"] = function.Handler;
            properties["Runtime"] = function.Settings.Runtime;
        }

        foreach (var other in function.IsImage ? new[] { "Handler", "CodeUri", "Runtime" } : ["ImageUri", "ImageConfig"])
            properties.Remove(other);
    }

    private static JsonNode Policy(string policy) =>
        IsReference(policy) ? new JsonObject { ["Ref"] = policy.Substring(1) } : policy;

    private static bool IsReference(string value) => value.StartsWith("@", StringComparison.Ordinal);

    private static bool IsNewOrOurs(JsonObject template, string name) =>
        template.Find("Resources")?.Has(name) is not true || IsOurs(template.Find("Resources", name));

    private static bool IsOurs(JsonObject? resource) =>
        string.Equals(resource?.Find("Metadata")?.Text("Tool"), Tool, StringComparison.Ordinal);

    private static void RemoveOrphans(JsonObject template, HashSet<string> synced)
    {
        if (template.Find("Resources") is not { } resources)
            return;

        foreach (var (name, resource) in resources.Members.Select(member => (member.Key, member.Value as JsonObject)).ToList())
        {
            if (IsOurs(resource) && string.Equals(resource?.Text("Type"), FunctionType, StringComparison.Ordinal) && !synced.Contains(name))
                resources.Remove(name);
        }
    }
}
