namespace TelegramAI.Local.Startup;

/// <summary>The one screen that a start prints.</summary>
internal sealed class StartScreen(TextWriter output)
{
    private readonly List<(string Name, string Value)> _lines = [];

    public StartScreen Add(string name, string value)
    {
        _lines.Add((name, value));
        return this;
    }

    public void Print(string title)
    {
        var width = _lines.Max(line => line.Name.Length) + 3;
        output.WriteLine();
        output.WriteLine($"  {title}");
        output.WriteLine();
        foreach (var (name, value) in _lines)
            output.WriteLine($"  {name.PadRight(width)}{value}");

        output.WriteLine();
    }
}
