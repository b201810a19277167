namespace TelegramAI.Core.Videos;

/// <summary>
/// Says which link of a message each height is meant for. On a line with one link it is that link's. On a line with several it is meant for
/// all of them where it is the only one and stands before or behind them; else for the link that it follows, or precedes where the line begins
/// with one. On a line without links it is meant for every link that has none of its own.
/// </summary>
internal sealed class LinkHeights
{
    private readonly int?[] _heights;
    private readonly List<(int? Link, int Height)> _line = [];
    private int? _rest;

    private LinkHeights(int links) => _heights = new int?[links];

    /// <summary>Reads the height of each link.</summary>
    /// <param name="text">The message.</param>
    /// <param name="links">Its links, from left to right.</param>
    /// <returns>One for each link; null where none is meant for it.</returns>
    public static IReadOnlyList<int?> Read(string text, List<MessageLink> links)
    {
        var heights = new LinkHeights(links.Count);
        var at = 0;
        for (var i = 0; i < links.Count; i++)
        {
            // What may just as well be words is no link that a height could be beside.
            if (links[i].IsBare)
                continue;

            heights.ReadWords(text, at, Math.Min(links[i].Start, text.Length));
            heights._line.Add((i, 0));
            at = Math.Max(at, Math.Min(links[i].End, text.Length));
        }

        heights.ReadWords(text, at, text.Length);
        heights.EndLine();
        return [.. heights._heights.Select(height => height ?? heights._rest)];
    }

    private void ReadWords(string text, int start, int end)
    {
        for (var at = start; at < end;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                if (text[at++] is '\n')
                    EndLine();

                continue;
            }

            var word = at;
            while (at < end && !char.IsWhiteSpace(text[at]))
                at++;

            if (MessageWords.Height(text.AsSpan(word..at)) is { } height)
                _line.Add((null, height));
        }
    }

    private void EndLine()
    {
        var heights = _line.FindAll(token => token.Link is null);
        var links = _line.Count - heights.Count;
        if (heights.Count > 0 && links == 0)
            _rest ??= heights[0].Height;
        else if (heights.Count == 1 && (links == 1 || _line[0].Link is null || _line[^1].Link is null))
            SetAll(heights[0].Height);
        else if (heights.Count > 0)
            SetEach(heightsLead: _line[0].Link is null);

        _line.Clear();
    }

    private void SetAll(int height)
    {
        foreach (var (link, _) in _line)
        {
            if (link is { } index)
                _heights[index] ??= height;
        }
    }

    private void SetEach(bool heightsLead)
    {
        int? height = null, last = null;
        foreach (var token in _line)
        {
            if (token.Link is { } link)
            {
                last = link;
                if (heightsLead)
                    (_heights[link], height) = (height, null);
            }
            else
            {
                height ??= token.Height;
                if (!heightsLead && last is { } before)
                    (_heights[before], height) = (_heights[before] ?? token.Height, null);
            }
        }
    }
}
