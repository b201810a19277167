using System.Globalization;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Worker;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>
/// A bake: the real Packer with the real template, which asks moto for a machine, and by SSH comes to one that was booted for it here.
/// </summary>
internal sealed class Bake : IAsyncDisposable
{
    /// <summary>The id of a machine that is booted from what was baked.</summary>
    public const string Instance = "i-0123456789abcdef0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-bake");
    private readonly string _variant;
    private readonly string _tree;

    private Bake(string variant, string tree, string ffmpegVersion) => (_variant, _tree, FfmpegVersion) = (variant, tree, ffmpegVersion);

    /// <summary>The version of the ffmpeg that is baked in.</summary>
    public string FfmpegVersion { get; }

    /// <summary>The baked machine's files, as a tree to boot others from.</summary>
    public string BakedTree => $"{Path.Combine(MachineFolder, "upper")}:{_tree}";

    /// <summary>What the image holds that belongs to the one machine that it was baked on: its name for Docker, in either place.</summary>
    public IEnumerable<string> DockerIdentities => ((string[])["upper/etc/docker/key.json", $"{Machine.DockerDisk}/engine-id"])
        .Select(path => Path.Combine(MachineFolder, path))
        .Where(File.Exists);

    /// <summary>What Packer said, and how it ended.</summary>
    public CommandResult Result { get; private set; } = null!;

    private bool HasDocker => string.Equals(_variant, "docker", StringComparison.Ordinal);

    private string Template => Path.Combine(_folder.FullName, "template");

    private string MachineFolder => Path.Combine(_folder.FullName, "machine");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Bakes a worker.</summary>
    /// <param name="variant">How it runs on the machine: <c>docker</c> or <c>systemd</c>.</param>
    /// <param name="account">Where the image is made.</param>
    /// <param name="prepare">Puts what Packer takes to the machine into the template's folder <c>build</c>.</param>
    /// <param name="variables">Other values for the template's variables.</param>
    public static async Task<Bake> RunAsync(
        string variant, Account account, Func<string, Task> prepare, params (string Name, string Value)[] variables)
    {
        var tree = await BaseTree.GetAsync(Cancellation);
        var bake = new Bake(variant, tree, await BaseTree.FfmpegVersionAsync(tree, Cancellation));
        try
        {
            await bake.RunAsync(account, prepare, variables);
            return bake;
        }
        catch
        {
            await bake.DisposeAsync();
            throw;
        }
    }

    /// <summary>Boots a machine from what was baked, as EC2 starts one with user data.</summary>
    /// <param name="userData">What cloud-init is told.</param>
    public async Task<Machine> BootAsync(string userData)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, $"cold-{Guid.NewGuid():N}")).FullName;
        if (HasDocker)
            await Command.RunWellAsync("cp", ["-a", Path.Combine(MachineFolder, Machine.DockerDisk), folder], cancellationToken: Cancellation);
        return await Machine.BootAsync(BakedTree, folder, layer => SeedAsync(layer, userData), Cancellation);
    }

    public async ValueTask DisposeAsync() =>
        await Command.RunAsync("rm", ["-rf", "--one-file-system", _folder.FullName], cancellationToken: CancellationToken.None);

    private async Task RunAsync(Account account, Func<string, Task> prepare, (string Name, string Value)[] variables)
    {
        Directory.CreateDirectory(Template);
        ImageFolder.CopyTemplate(Template);
        await prepare(Directory.CreateDirectory(Path.Combine(Template, "build")).FullName);

        var key = Path.Combine(_folder.FullName, "key");
        await Command.RunWellAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key], cancellationToken: Cancellation);
        var port = FreePort.Next();
        if (HasDocker)
            Directory.CreateDirectory(Path.Combine(MachineFolder, Machine.DockerDisk));
        await using (await Machine.BootAsync(_tree, MachineFolder, layer => LetInAsync(layer, key, port), Cancellation))
            Result = await BuildAsync(account.Moto, key, port, variables);

        // The next machine is one that cloud-init looks after.
        File.Delete(Path.Combine(MachineFolder, "upper", "etc", "cloud", "cloud-init.disabled"));
    }

    private Task<CommandResult> BuildAsync(MotoServer moto, string key, int port, (string Name, string Value)[] variables)
    {
        (string Name, string Value)[] all =
        [
            ("variant", _variant),
            ("region", MotoServer.Region),
            ("ffmpeg_version", FfmpegVersion),
            ("ec2_endpoint", moto.Url),
            ("ssh_cidrs", """["127.0.0.1/32"]"""),
            ("ssh_host", "127.0.0.1"),
            ("ssh_port", port.ToString(CultureInfo.InvariantCulture)),
            ("ssh_key", key),
            .. variables,
        ];
        var environment = new Dictionary<string, string>(moto.Environment, StringComparer.Ordinal)
        {
            ["CHECKPOINT_DISABLE"] = "1",
            ["AWS_POLL_DELAY_SECONDS"] = "1",
        };
        return Command.RunAsync(
            "packer", ["build", "-color=false", .. all.SelectMany(variable => (string[])["-var", $"{variable.Name}={variable.Value}"]), "."], environment, Template, Cancellation);
    }

    /// <summary>The data source without a cloud: https://cloudinit.readthedocs.io/en/latest/reference/datasources/nocloud.html</summary>
    private static async Task SeedAsync(string layer, string userData)
    {
        var seed = Directory.CreateDirectory(Path.Combine(layer, "var", "lib", "cloud", "seed", "nocloud")).FullName;
        await File.WriteAllTextAsync(Path.Combine(seed, "meta-data"), $"instance-id: {Instance}\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(seed, "user-data"), userData, Cancellation);
    }

    /// <summary>What EC2 does for Packer: puts its key into the machine. Its sshd listens on this machine's loopback address.</summary>
    private static async Task LetInAsync(string layer, string key, int port)
    {
        var sshd = Directory.CreateDirectory(Path.Combine(layer, "etc", "ssh", "sshd_config.d")).FullName;
        await File.WriteAllTextAsync(Path.Combine(sshd, "rehearsal.conf"), $"Port {port}\nListenAddress 127.0.0.1\nStrictModes no\n", Cancellation);
        var home = Directory.CreateDirectory(Path.Combine(layer, "home", "ec2-user", ".ssh")).FullName;
        File.Copy($"{key}.pub", Path.Combine(home, "authorized_keys"));
        var cloud = Directory.CreateDirectory(Path.Combine(layer, "etc", "cloud")).FullName;
        await File.WriteAllTextAsync(Path.Combine(cloud, "cloud-init.disabled"), "", Cancellation);
    }
}
