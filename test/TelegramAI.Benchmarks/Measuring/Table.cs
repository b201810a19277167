namespace TelegramAI.Benchmarks.Measuring;

/// <summary>A table in Markdown, which is readable as text too.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public Table Add(params string[] row)
    {
        _rows.Add(row);
        return this;
    }

    public void Print(string title)
    {
        var widths = columns.Select((column, index) => _rows.Select(row => row[index].Length).Append(column.Length).Max()).ToArray();
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine();
        Console.WriteLine(Line(columns));
        Console.WriteLine($"| {string.Join(" | ", widths.Select((width, index) => index == 0 ? new string('-', width) : $"{new string('-', width - 1)}:"))} |");
        foreach (var row in _rows)
            Console.WriteLine(Line(row));

        string Line(string[] cells) =>
            $"| {string.Join(" | ", cells.Select((cell, index) => index == 0 ? cell.PadRight(widths[index]) : cell.PadLeft(widths[index])))} |";
    }
}
