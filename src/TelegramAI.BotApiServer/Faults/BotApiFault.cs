namespace TelegramAI.BotApiServer.Faults;

/// <summary>How a call fails.</summary>
public enum BotApiFault
{
    /// <summary>429, with the seconds to wait.</summary>
    TooManyRequests,

    /// <summary>403: the person has blocked the bot.</summary>
    Blocked,

    /// <summary>400, for a reason that nobody knows.</summary>
    Refused,

    /// <summary>500, and nothing was done.</summary>
    ServerError,

    /// <summary>No answer until the caller gives up, and nothing was done.</summary>
    Hang,

    /// <summary>All was done, but the connection breaks before the answer.</summary>
    LostAnswer,
}
