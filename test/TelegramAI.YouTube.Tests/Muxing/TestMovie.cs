using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using TelegramAI.YouTube.Tests.Site;

namespace TelegramAI.YouTube.Tests.Muxing;

/// <summary>A real picture and a real sound, two seconds long, as YouTube serves them: each a file of its own.</summary>
internal sealed record TestMovie(TestMedia Picture, TestMedia Sound)
{
    /// <summary>ffmpeg is asked for once, by every spec that needs it.</summary>
    public static void SkipWithoutFfmpeg()
    {
        var there = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "ffmpeg")));
        var mayBeMissing = Environment.GetEnvironmentVariable("CI") is not "true";
        Assert.SkipUnless(there || !mayBeMissing, "ffmpeg is not on PATH");
    }

    public static async Task<TestMovie> MakeAsync(string folder, CancellationToken cancellationToken)
    {
        var (picture, sound) = (Path.Combine(folder, "picture.mp4"), Path.Combine(folder, "sound.m4a"));
        string[] quiet = ["-nostdin", "-loglevel", "error", "-y"];
        string[] split = ["-movflags", "+dash+frag_keyframe+empty_moov+default_base_moof", "-f", "mp4"];
        await Cli.Wrap("ffmpeg")
            .WithArguments([.. quiet, "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=2", "-c:v", "libx264", "-preset", "ultrafast", .. split, picture])
            .ExecuteAsync(cancellationToken);
        await Cli.Wrap("ffmpeg")
            .WithArguments([.. quiet, "-f", "lavfi", "-i", "sine=frequency=440:duration=2", "-c:a", "aac", .. split, sound])
            .ExecuteAsync(cancellationToken);
        var movie = new TestMovie(new(await File.ReadAllBytesAsync(picture, cancellationToken)), new(await File.ReadAllBytesAsync(sound, cancellationToken)));
        File.Delete(picture);
        File.Delete(sound);
        return movie;
    }

    /// <summary>What a file holds: its streams' codecs and its length.</summary>
    public static async Task<(string Codecs, double Seconds)> ProbeAsync(string file, CancellationToken cancellationToken)
    {
        var codecs = await AskAsync("stream=codec_name");
        var seconds = await AskAsync("format=duration");
        return (string.Join('+', codecs), double.Parse(seconds[0], CultureInfo.InvariantCulture));

        async Task<string[]> AskAsync(string entries)
        {
            var answer = await Cli.Wrap("ffprobe")
                .WithArguments(["-v", "error", "-show_entries", entries, "-of", "default=noprint_wrappers=1:nokey=1", file])
                .ExecuteBufferedAsync(cancellationToken);
            return answer.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
    }
}
