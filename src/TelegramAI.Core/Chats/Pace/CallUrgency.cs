namespace TelegramAI.Core.Chats.Pace;

/// <summary>Which of a process's calls goes first.</summary>
internal enum CallUrgency
{
    /// <summary>The first that somebody hears of their job.</summary>
    FirstReply,

    /// <summary>One whose turn in its chat has come.</summary>
    ChatsTurn,

    /// <summary>The video, or a job's last word.</summary>
    Result,
}
