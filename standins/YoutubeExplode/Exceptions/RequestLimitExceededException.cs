namespace YoutubeExplode.Exceptions;

/// <summary>YouTube answered 429: too many requests from this address.</summary>
public class RequestLimitExceededException(string message) : YoutubeExplodeException(message);
