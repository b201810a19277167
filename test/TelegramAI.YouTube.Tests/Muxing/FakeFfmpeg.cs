using System.Diagnostics.CodeAnalysis;

namespace TelegramAI.YouTube.Tests.Muxing;

/// <summary>A program that says that it is ffmpeg, and does as it is told when it is asked for anything else.</summary>
internal sealed class FakeFfmpeg : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ffmpeg-specs-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "ffmpeg");

    public bool HasBegun => File.Exists(System.IO.Path.Combine(_folder, "begun"));

    /// <param name="body">Shell commands.</param>
    [SuppressMessage("Interoperability", "CA1416", Justification = "The spec is skipped on Windows, which has no shell.")]
    public static FakeFfmpeg That(string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows runs no shell script");
        var fake = new FakeFfmpeg();
        var script = $"""
            #!/bin/sh
            if [ "$1" = -version ]; then echo "ffmpeg version 9.9-fake Copyright (c) nobody"; exit 0; fi
            touch "{fake._folder}/begun"
            {body}
            """;
        File.WriteAllText(fake.Path, script.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(fake.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return fake;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
