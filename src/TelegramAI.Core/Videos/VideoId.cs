using System.Diagnostics.CodeAnalysis;

namespace TelegramAI.Core.Videos;

/// <summary>A YouTube video's id: eleven characters of <c>A-Z a-z 0-9 _ -</c>.</summary>
public readonly record struct VideoId : IParsable<VideoId>
{
    private const int Length = 11;
    private readonly string? _value;

    private VideoId(string value) => _value = value;

    public override string ToString() => _value ?? "";

    public static VideoId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no YouTube video id");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VideoId result)
    {
        var valid = s is { Length: Length } && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        result = valid ? new VideoId(s!) : default;
        return valid;
    }
}
