namespace TelegramAI.Local.Startup;

/// <summary>The program can't start; the message is one sentence that says what to do.</summary>
public sealed class StartException(string sentence, Exception? innerException = null) : Exception(sentence, innerException);
