using TelegramAI.WorkerAmi.Tests.Rig;

namespace TelegramAI.WorkerAmi.Tests;

public sealed class TemplateSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-template");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_template_and_its_versions_are_formatted()
    {
        Needs.Tools("packer");
        var result = await PackerAsync(ImageFolder.FullName, "fmt", "-check", "-diff", ".");
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("systemd")]
    public async Task The_template_is_valid_in_both_variants(string variant)
    {
        var result = await ValidateAsync("-var", $"variant={variant}");
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Fact]
    public async Task A_third_variant_is_refused()
    {
        var result = await ValidateAsync("-var", "variant=podman");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("The variant must be docker or systemd", result.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["0.0.0.0/0"]""")]
    [InlineData("""["203.0.113.7/32", "::/0"]""")]
    public async Task A_bake_that_the_world_could_reach_is_refused(string from)
    {
        var result = await ValidateAsync("-var", $"ssh_cidrs={from}");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("and not the world", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bake_that_does_not_say_from_where_it_may_be_reached_is_refused()
    {
        var result = await ValidateAsync(["."], lines => lines, from: null);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("ssh_cidrs", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_container_starts_from_is_pinned_by_its_digest() => Assert.Matches("@sha256:[0-9a-f]{64}$", ImageFolder.Versions()["base_image"]);

    [Fact]
    public async Task A_version_that_is_not_pinned_is_missed()
    {
        var result = await ValidateAsync(["."], versions => [.. versions.Where(line => !line.StartsWith("ffmpeg_version", StringComparison.Ordinal))]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("ffmpeg_version", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scripts_read_each_version_as_Packer_does()
    {
        foreach (var (name, value) in ImageFolder.Versions())
        {
            var read = await Command.RunWellAsync(
                "bash", ["-c", $". \"$1\"; printf %s \"${name}\"", "bash", Path.Combine(ImageFolder.FullName, "versions.sh")], cancellationToken: Cancellation);
            Assert.Equal(value, read.Output);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<CommandResult> PackerAsync(string folder, params string[] arguments) => Command.RunAsync(
        "packer", arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["CHECKPOINT_DISABLE"] = "1" }, folder, Cancellation);

    private Task<CommandResult> ValidateAsync(params string[] options) => ValidateAsync([.. options, "."], lines => lines);

    private async Task<CommandResult> ValidateAsync(
        string[] arguments, Func<string[], string[]> change, string? from = """ssh_cidrs=["203.0.113.7/32"]""")
    {
        Needs.Tools("packer");
        ImageFolder.CopyTemplate(_folder.FullName);
        var versions = Path.Combine(_folder.FullName, "versions.auto.pkrvars.hcl");
        await File.WriteAllLinesAsync(versions, change(await File.ReadAllLinesAsync(versions, Cancellation)), Cancellation);
        foreach (var variant in (string[])["docker", "systemd"])
        {
            var payload = Directory.CreateDirectory(Path.Combine(_folder.FullName, "build", variant)).FullName;
            await File.WriteAllTextAsync(Path.Combine(payload, "payload.tar.gz"), "", Cancellation);
        }

        // The last of two values holds.
        string[] source = from is null ? [] : ["-var", from];
        return await PackerAsync(_folder.FullName, ["validate", .. source, .. arguments]);
    }
}
