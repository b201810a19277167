namespace YoutubeExplode.Exceptions;

/// <summary>The video is not there: removed, private or never was.</summary>
public class VideoUnavailableException(string message) : VideoUnplayableException(message);
