using System.Text.RegularExpressions;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Files;

namespace TelegramAI.Stack.Tests;

/// <summary>What pip installs for CI is checked against hashes.</summary>
public sealed partial class PackageHashSpecs : IDisposable
{
    private static readonly string Files = Repository.PathOf("test", "TelegramAI.Testing", "Aws");
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_package_that_pip_installs_has_a_hash()
    {
        var hashed = (await File.ReadAllLinesAsync(Path.Combine(Files, "packages.sha256"), Cancellation)).Select(line => line.Split(' ')).Select(parts => $"{parts[1]}=={parts[2]}");
        var pinned = Pins(await File.ReadAllTextAsync(Path.Combine(Files, "requirements.txt"), Cancellation)).Where(pin => !pin.EndsWith(" <", StringComparison.Ordinal));

        Assert.NotEmpty(pinned);
        Assert.Empty(pinned.Except(hashed, StringComparer.Ordinal));
        Assert.Matches(@"(?m)^setuptools==\S+ --hash=sha256:[0-9a-f]{64}$", await File.ReadAllTextAsync(Path.Combine(Files, "setuptools.txt"), Cancellation));
    }

    [Fact]
    public async Task A_package_with_other_content_version_or_none_is_found()
    {
        Assert.SkipWhen(StackScript.WhyItCannotRun() is not null, "Python and the packages are not all installed");
        Install("1.0", "answer = 42\n");
        await File.WriteAllTextAsync(_folder["requirements.txt"], "a_demo.package==1.0\n", Cancellation);
        Assert.Equal(0, (await RunAsync("--write")).ExitCode);
        Assert.Equal(0, (await RunAsync()).ExitCode);

        Install("1.0", "answer = 43\n");
        var changed = await RunAsync();
        Install("1.1", "answer = 42\n");
        var other = await RunAsync();
        await File.WriteAllTextAsync(_folder["requirements.txt"], "a_demo.package==1.1\n", Cancellation);
        var unknown = await RunAsync();
        await File.WriteAllTextAsync(_folder["requirements.txt"], "a_demo.package==1.1\nanother==2.0\n", Cancellation);
        var absent = await RunAsync();

        Assert.Equal((1, "a-demo-package 1.0 is not the package that its hash is of"), (changed.ExitCode, changed.Errors.Trim()));
        Assert.Equal((1, "a-demo-package 1.0 is not installed, but 1.1"), (other.ExitCode, other.Errors.Trim()));
        Assert.Equal((1, "a-demo-package 1.1 for any has no hash"), (unknown.ExitCode, unknown.Errors.Trim()));
        Assert.Contains("another 2.0 is not installed", absent.Errors, StringComparison.Ordinal);
    }

    /// <summary>Of the two versions of a package the one for older Pythons is not the one that was tried.</summary>
    private static IEnumerable<string> Pins(string requirements) =>
        from Match match in Pin().Matches(requirements)
        select $"{match.Groups["name"].Value.ToLowerInvariant().Replace('_', '-').Replace('.', '-')}=={match.Groups["version"].Value}{(match.Groups["older"].Success ? " <" : "")}";

    private Task<StackScript.Result> RunAsync(params string[] more) => StackScript.RunAsync(
        [
            Path.Combine(Files, "verify_packages.py"), "--requirements", _folder["requirements.txt"], "--hashes", _folder["packages.sha256"], "--path", _folder["site"], .. more,
        ],
        [],
        Cancellation);

    private void Install(string version, string content)
    {
        if (Directory.Exists(_folder["site"]))
            Directory.Delete(_folder["site"], recursive: true);

        var info = Directory.CreateDirectory(_folder[$"site/a_demo_package-{version}.dist-info"]).FullName;
        File.WriteAllText(_folder["site/demo.py"], content);
        File.WriteAllText(Path.Combine(info, "METADATA"), $"Metadata-Version: 2.1\nName: a-demo-package\nVersion: {version}\n");
        File.WriteAllText(Path.Combine(info, "WHEEL"), "Wheel-Version: 1.0\nTag: py3-none-any\n");
        File.WriteAllText(Path.Combine(info, "INSTALLER"), $"pip {Guid.NewGuid()}\n");
        File.WriteAllText(
            Path.Combine(info, "RECORD"),
            $"demo.py,,\na_demo_package-{version}.dist-info/METADATA,,\na_demo_package-{version}.dist-info/WHEEL,,\na_demo_package-{version}.dist-info/INSTALLER,,\na_demo_package-{version}.dist-info/RECORD,,\n");
    }

    [GeneratedRegex(@"(?m)^(?<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?<version>[^\s;]+)(?<older> ; python_version < )?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pin();
}
