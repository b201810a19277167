namespace YoutubeExplode.Exceptions;

/// <summary>The video is there and can't be played: age-restricted, geo-blocked, live without streams, and so on.</summary>
public class VideoUnplayableException(string message) : YoutubeExplodeException(message);
