namespace TelegramAI.Core.Waiting;

/// <summary>
/// Something that the adapters speak to can't be reached now, and has been asked for as long as that is worth: the job is not at fault, and
/// the same call may succeed later.
/// </summary>
public sealed class ServiceUnavailableException(string message, Exception innerException) : Exception(message, innerException);
