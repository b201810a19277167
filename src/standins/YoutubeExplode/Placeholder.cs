namespace YoutubeExplode;

internal static class Placeholder;
