using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>
/// A job's name: the chat, the message in it and which of the message's requests it is. Derived, never random: the same
/// update always makes the same job, so an update delivered twice makes no second video.
/// </summary>
/// <param name="Chat">The chat.</param>
/// <param name="Message">The message that asked.</param>
/// <param name="Number">Which of its requests, counted from 1; 0 for all of them together.</param>
public readonly record struct JobId(ChatId Chat, MessageId Message, int Number) : IParsable<JobId>
{
    /// <summary>Eight characters that a person can read out and that find the job in the logs.</summary>
    public string Short => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..8];

    /// <summary>Whether it names all jobs of a message together.</summary>
    public bool IsBatch => Number == 0;

    /// <summary>The name of all jobs of its message together.</summary>
    public JobId Batch => this with { Number = 0 };

    public override string ToString() => $"{Chat}-{Message}-{Number}";

    public static JobId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no job id");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out JobId result)
    {
        result = default;

        // A group's number is negative, so the first dash may belong to it.
        var afterChat = s is null or "" ? -1 : s.IndexOf('-', 1);
        if (afterChat < 0)
            return false;

        var afterMessage = s!.IndexOf('-', afterChat + 1);
        if (afterMessage < 0)
            return false;

        if (!long.TryParse(s.AsSpan(0, afterChat), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat)
            || !int.TryParse(s.AsSpan((afterChat + 1)..afterMessage), NumberStyles.None, CultureInfo.InvariantCulture, out var message)
            || !int.TryParse(s.AsSpan(afterMessage + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        result = new JobId(new ChatId(chat), new MessageId(message), number);
        return string.Equals(result.ToString(), s, StringComparison.Ordinal);
    }
}
