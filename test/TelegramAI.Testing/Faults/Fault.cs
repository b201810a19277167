namespace TelegramAI.Testing.Faults;

/// <summary>How a call of a service fails.</summary>
public enum Fault
{
    /// <summary>503, and nothing is done.</summary>
    Unavailable,

    /// <summary>No answer for seconds, then the connection is cut; nothing is done.</summary>
    Hang,

    /// <summary>All is done, but the answer comes late.</summary>
    LateAnswer,

    /// <summary>All is done, but the connection is cut instead of the answer.</summary>
    LostAnswer,

    /// <summary>The connection is cut while the request is read; nothing is done.</summary>
    CutRequest,
}
