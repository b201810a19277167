namespace YoutubeExplode.Exceptions;

/// <summary>Any failure that the library itself reports.</summary>
public class YoutubeExplodeException(string message) : Exception(message);
