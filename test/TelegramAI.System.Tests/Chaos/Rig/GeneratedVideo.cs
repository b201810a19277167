using TelegramAI.DemoYouTube.Streams;

namespace TelegramAI.System.Tests.Chaos.Rig;

/// <summary>A video of the loopback YouTube whose bytes are made as they are asked for.</summary>
internal static class GeneratedVideo
{
    /// <summary>Sees that bytes are all of the video's, and in their places.</summary>
    public static void AssertWhole(int length, byte[] found)
    {
        var expected = new byte[length];
        GeneratedBytes.Fill(0, expected);
        Assert.True(expected.AsSpan().SequenceEqual(found), $"The video of {length} bytes has {found.Length} bytes, or other ones");
    }
}
