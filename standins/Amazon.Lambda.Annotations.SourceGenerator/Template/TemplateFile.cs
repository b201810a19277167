// The template is written beside the sources while they are compiled, as the published generator does.
#pragma warning disable RS1035

using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Json;

namespace Amazon.Lambda.Annotations.SourceGenerator.Template;

/// <summary>The template on the disk, which is written only when its content changes.</summary>
internal static class TemplateFile
{
    /// <summary>Brings the project's template up to date, or makes it when there are functions.</summary>
    /// <exception cref="FormatException">The template can't be read; it stays as it is.</exception>
    public static void Update(ProjectDirectory project, IReadOnlyList<LambdaFunction> functions)
    {
        var path = project.TemplatePath();
        if (functions.Count == 0 && !File.Exists(path))
            return;

        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        var template = Read(before, path);
        TemplateDescription.Apply(template, project.IsDescriptionSuppressed());
        try
        {
            TemplateSync.Apply(template, functions, project.RelativeTo(path));
        }
        catch (FormatException fault)
        {
            throw new FormatException($"The template '{path}' can't be updated: {fault.Message}", fault);
        }

        var after = JsonWriter.Write(template);
        if (before.IndexOf("\r\n", StringComparison.Ordinal) >= 0)
            after = after.Replace("\n", "\r\n");
        if (!string.Equals(before, after, StringComparison.Ordinal))
            File.WriteAllText(path, after);
    }

    private static JsonObject Read(string content, string path)
    {
        if (string.IsNullOrWhiteSpace(content))
        {
            return new JsonObject
            {
                ["AWSTemplateFormatVersion"] = "2010-09-09",
                ["Transform"] = "AWS::Serverless-2016-10-31",
            };
        }

        if (content.TrimStart()[0] != '{')
            throw new FormatException($"The template '{path}' is not JSON; a YAML template needs the published Amazon.Lambda.Annotations.");

        try
        {
            return (JsonObject)JsonReader.Read(content);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"The template '{path}' is not JSON: {fault.Message}.", fault);
        }
    }
}
