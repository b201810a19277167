using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CliWrap;
using TelegramAI.Testing.Files;

namespace TelegramAI.Packages.Tests.Rig;

/// <summary>
/// A fresh copy of the repository on a machine whose only package source is a folder of the spec's. What the machine has fetched before, of
/// other packages, is there as well, so nothing is downloaded.
/// </summary>
internal sealed class Checkout : IAsyncDisposable
{
    /// <summary>A project that the product could have, with one package, so that a restore takes no longer than it must.</summary>
    public const string Probe = "TelegramAI.Probe";

    public const string OtherProbe = "TelegramAI.OtherProbe";

    /// <summary>A test project, in the solution that <see cref="ShrinkSolutionAsync"/> leaves.</summary>
    public const string ProbeTests = "TelegramAI.Probe.Tests";

    private const string Sources = "nuget.config";

    private static readonly string[] NotCopied = ["artifacts", ".git", ".vs", ".idea"];

    private readonly DirectoryInfo _machine = Directory.CreateTempSubdirectory("telegramai-packages-");

    public Checkout()
    {
        Feed = new PackageFeed(Path.Combine(_machine.FullName, "feed"));
        FolderCopy.Copy(new DirectoryInfo(Repository.Root), Folder, NotCopied);
        AddProject(Probe, "AWSSDK.CloudWatch");
        AddProject(OtherProbe, "YoutubeExplode");
        ShareFetchedPackages();
        UseSource(Feed.Folder);
    }

    public PackageFeed Feed { get; }

    public string Folder => Path.Combine(_machine.FullName, "telegramai");

    /// <summary>What the first restore has found out; none where it has not been written down.</summary>
    public IReadOnlyList<string> Answers =>
        Directory.Exists(PathOf("artifacts")) ? Directory.GetFiles(PathOf("artifacts"), "published-packages.*.props") : [];

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Makes an address, or a folder, the only package source of the machine.</summary>
    public void UseSource(string source) => File.WriteAllText(
        Path.Combine(_machine.FullName, Sources),
        $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="nuget.org" value="{source}" allowInsecureConnections="true" />
          </packageSources>
          <fallbackPackageFolders>
            <clear />
            <add key="fetched" value="{Path.Combine(_machine.FullName, "fetched")}" />
          </fallbackPackageFolders>
          <config>
            <add key="globalPackagesFolder" value="{Path.Combine(_machine.FullName, "packages")}" />
          </config>
        </configuration>
        """);

    /// <summary>
    /// Leaves two small projects in the solution, a library and a test, because the whole of it takes minutes to build. All else is the
    /// repository's own.
    /// </summary>
    public async Task ShrinkSolutionAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(PathOf($"test/{ProbeTests}"));
        await File.WriteAllTextAsync(
            PathOf($"test/{ProbeTests}/{ProbeTests}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="YoutubeExplode" />
                <ProjectReference Include="../../src/{Probe}/{Probe}.csproj" />
              </ItemGroup>
            </Project>
            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            PathOf($"test/{ProbeTests}/ProbeSpecs.cs"),
            $$"""
            namespace {{ProbeTests}};

            public sealed class ProbeSpecs
            {
                [Fact]
                public void The_package_is_there() => Assert.NotNull(typeof(YoutubeExplode.YoutubeClient));
            }
            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            PathOf("TelegramAI.slnx"),
            $"""
            <Solution>
              <Project Path="src/{Probe}/{Probe}.csproj" />
              <Project Path="test/{ProbeTests}/{ProbeTests}.csproj" />
            </Solution>
            """,
            cancellationToken);
    }

    /// <summary>All files that a repository would have, with their content.</summary>
    public IReadOnlyDictionary<string, string> SourceFiles() => new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(file => (file, Path: Path.GetRelativePath(Folder, file.FullName)))
        .Where(found => !NotCopied.Contains(found.Path.Split(Path.DirectorySeparatorChar)[0], StringComparer.Ordinal))
        .ToDictionary(found => found.Path, found => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(found.file.FullName))), StringComparer.Ordinal);

    /// <summary>Runs dotnet there.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> DotnetAsync(string arguments, string? standIns = null, bool audits = false, CancellationToken cancellationToken = default)
    {
        var output = new StringBuilder();
        var result = await Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(Folder)
            .WithEnvironmentVariables(environment => environment
                .Set("StandIns", standIns)
                .Set("NUGET_PACKAGES", null)
                .Set("MSBUILDDISABLENODEREUSE", "1")
                .Set("DOTNET_CLI_USE_MSBUILD_SERVER", "0")
                .Set("UseSharedCompilation", "false")

                // A folder knows of no vulnerabilities.
                .Set("NuGetAudit", audits ? null : "false"))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(output))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken);
        return result.IsSuccess ? output.ToString() : throw new InvalidOperationException($"dotnet {arguments} failed:\n{output}");
    }

    /// <summary>Whether a restored project has the published package of a name; false where it has the stand-in.</summary>
    public bool IsPublished(string project, string package)
    {
        var assets = JsonNode.Parse(File.ReadAllText(PathOf($"artifacts/obj/{project}/project.assets.json")))!;
        var library = assets["libraries"]!.AsObject().Single(library => library.Key.StartsWith($"{package}/", StringComparison.OrdinalIgnoreCase));
        return string.Equals((string)library.Value!["type"]!, "package", StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _machine.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void AddProject(string name, string package)
    {
        Directory.CreateDirectory(PathOf($"src/{name}"));
        File.WriteAllText(
            PathOf($"src/{name}/{name}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="{package}" />
              </ItemGroup>
            </Project>
            """);
    }

    private void ShareFetchedPackages()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var fetched = Directory.CreateDirectory(Path.Combine(_machine.FullName, "fetched"));
        foreach (var package in new DirectoryInfo(cache).EnumerateDirectories().Where(package => !PinnedPackages.StandIns.Contains(package.Name, StringComparer.OrdinalIgnoreCase)))
            Directory.CreateSymbolicLink(Path.Combine(fetched.FullName, package.Name), package.FullName);
    }
}
