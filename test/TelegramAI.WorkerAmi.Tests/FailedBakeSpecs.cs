using TelegramAI.WorkerAmi.Tests.Rig;

namespace TelegramAI.WorkerAmi.Tests;

/// <summary>A worker that is no good is not baked. They are beside <see cref="BakeSpecs"/>, because most of a bake is waiting.</summary>
public sealed class FailedBakeSpecs
{
    [Fact]
    public async Task A_worker_that_does_not_start_fails_the_bake()
    {
        var (said, _) = await FailAsync("echo 'no settings at all' >&2; exit 1");

        Assert.Contains("the smoke test failed: the worker does not start", said, StringComparison.Ordinal);
        Assert.Contains("no settings at all", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_ends_after_it_has_started_fails_the_bake()
    {
        var (said, _) = await FailAsync("exec systemd-notify --ready");

        Assert.Contains("the smoke test failed: the worker ended", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ffmpeg_of_another_version_fails_the_bake()
    {
        var (said, ffmpeg) = await FailAsync("exit 1", ("ffmpeg_version", "0.0-other"));

        Assert.Contains($"ffmpeg is '{ffmpeg}', not 0.0-other", said, StringComparison.Ordinal);
    }

    /// <summary>Bakes a worker that is no good, and sees that the bake fails and leaves nothing.</summary>
    /// <returns>What Packer said, and the version of the ffmpeg that was to be baked in.</returns>
    private static async Task<(string Said, string Ffmpeg)> FailAsync(string script, params (string Name, string Value)[] variables)
    {
        Needs.Skip(Needs.RehearsalSkip);
        using var broken = new BrokenWorker(script);
        await using var account = await Account.OpenAsync();
        await using var bake = await Bake.RunAsync("systemd", account, build => Payload.PrepareAsync("systemd", broken.Folder, build), variables);

        Assert.NotEqual(0, bake.Result.ExitCode);
        await NothingIsLeftAsync(account);
        return (bake.Result.All, bake.FfmpegVersion);
    }

    private static async Task NothingIsLeftAsync(Account account)
    {
        Assert.Empty(await account.ImagesAsync());
        Assert.Null(await account.ParameterAsync("/telegramai/worker-ami"));
        Assert.Equal(["terminated"], await account.MachineStatesAsync());
    }
}
