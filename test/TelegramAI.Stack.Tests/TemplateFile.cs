using System.Text.Json.Nodes;

namespace TelegramAI.Stack.Tests;

/// <summary>A template in a file of its own, for as long as it is needed.</summary>
internal sealed class TemplateFile : IDisposable
{
    public TemplateFile(JsonObject template) => File.WriteAllText(Path, template.ToJsonString());

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
