// A generator should not read files, because the compiler does not know of them; this one must find the project and its
// template and write the template beside the sources, as the published one does.
#pragma warning disable RS1035

using System.Xml.Linq;
using Amazon.Lambda.Annotations.SourceGenerator.Json;

namespace Amazon.Lambda.Annotations.SourceGenerator.Template;

/// <summary>The directory of the project that is compiled, and where its template is.</summary>
internal sealed class ProjectDirectory(string projectFile)
{
    private const string Settings = "aws-lambda-tools-defaults.json";

    private readonly string _directory = Path.GetDirectoryName(projectFile)!;

    /// <summary>Walks up from a source file to the first directory with exactly one project; null when there is none.</summary>
    public static ProjectDirectory? Above(string sourceFile)
    {
        if (!File.Exists(sourceFile))
            return null;

        for (var directory = Path.GetDirectoryName(Path.GetFullPath(sourceFile)); directory is { Length: > 0 }; directory = Path.GetDirectoryName(directory))
        {
            var projects = Directory.GetFiles(directory, "*.csproj");
            if (projects.Length == 1)
                return new ProjectDirectory(projects[0]);
        }

        return null;
    }

    /// <summary>The template that the settings in or below the directory name, relative to themselves; else one in the directory.</summary>
    public string TemplatePath()
    {
        var settings = Directory.EnumerateFiles(_directory, Settings, SearchOption.AllDirectories).FirstOrDefault();
        var named = settings is null ? null : NamedTemplate(settings);
        return named is null
            ? Path.Combine(_directory, "serverless.template")
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(settings)!, named));
    }

    /// <summary>The directory as seen from the template's, with slashes; a dot when they are the same.</summary>
    public string RelativeTo(string templatePath)
    {
        var from = Parts(Path.GetDirectoryName(templatePath)!);
        var to = Parts(_directory);
        var common = from.Zip(to, (one, other) => string.Equals(one, other, StringComparison.Ordinal)).TakeWhile(same => same).Count();
        var path = string.Join("/", from.Skip(common).Select(_ => "..").Concat(to.Skip(common)));
        return path.Length == 0 ? "." : path;
    }

    /// <summary>Whether the project file itself asks to leave the template's description alone; imported files do not count.</summary>
    public bool IsDescriptionSuppressed() => XDocument.Load(projectFile).Descendants()
        .Where(element => string.Equals(element.Name.LocalName, "AWSSuppressLambdaAnnotationsTelemetry", StringComparison.Ordinal))
        .Any(element => string.Equals(element.Value.Trim(), "true", StringComparison.OrdinalIgnoreCase));

    private static string[] Parts(string path) =>
        Path.GetFullPath(path).Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);

    private static string? NamedTemplate(string settings)
    {
        try
        {
            return JsonReader.Read(File.ReadAllText(settings)) is JsonObject values && values.Text("template") is { Length: > 0 } named ? named : null;
        }
        catch (FormatException)
        {
            // The published generator takes unreadable settings for none.
            return null;
        }
    }
}
