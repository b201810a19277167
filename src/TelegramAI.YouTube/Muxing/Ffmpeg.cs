namespace TelegramAI.YouTube.Muxing;

/// <summary>An ffmpeg that runs here.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Version">As it calls itself, for example <c>5.1.9-0+deb12u1</c>.</param>
public sealed record Ffmpeg(string Path, string Version);
