using System.Text.Json;
using System.Text.Json.Nodes;

namespace TelegramAI.Testing.Aws;

/// <summary>
/// The stack, deployed into moto. Its queues' addresses are moto's. Event source mappings are stopped, because moto would run
/// functions in containers: specs invoke them themselves.
/// </summary>
public sealed class DeployedStack
{
    /// <summary>The SSM parameter of a workers' image that has been published: specs of more than the first deployment begin there.</summary>
    private const string PublishedImage = "/telegramai/worker-ami";

    private DeployedStack(JsonObject report)
    {
        Name = (string)report["stack"]!;
        PhysicalIds = Texts(report["physicalIds"]!);
        Functions = report["functions"]!.AsObject().ToDictionary(pair => pair.Key, pair => Function(pair.Value!), StringComparer.Ordinal);
        UserData = (string)report["userData"]!;
        WorkerSettings = Settings(UserData);
        Webhook = report["webhook"]!.AsObject();
        Outputs = Texts(report["outputs"]!);
        Facts = report["facts"]!.AsObject();
    }

    public string Name { get; }

    /// <summary>What each resource of the template is called in its service: a queue's address, a bucket's name, a group's name.</summary>
    public IReadOnlyDictionary<string, string> PhysicalIds { get; }

    /// <summary>The functions by their names in the template.</summary>
    public IReadOnlyDictionary<string, DeployedFunction> Functions { get; }

    /// <summary>What a worker's instance is started with (cloud-init).</summary>
    public string UserData { get; }

    /// <summary>The worker's settings that the user data writes, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings { get; }

    /// <summary>The properties of the custom resource <c>Webhook</c>, as its function gets them.</summary>
    public JsonObject Webhook { get; }

    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>What the services' own APIs say of the stack: of its roles, and of all else where that was asked for.</summary>
    public JsonObject Facts { get; }

    /// <summary>Deploys a template into moto.</summary>
    /// <param name="moto">Where to.</param>
    /// <param name="name">The stack's name, which no other stack of this moto may have.</param>
    /// <param name="parameters">The template's parameters; the token has a made-up value where it is not among them, and the workers' image is published unless another is named.</param>
    /// <param name="template">The template's file; the stack's own where it is null.</param>
    /// <param name="withAllFacts">Whether <see cref="Facts"/> are wanted of more than the roles, which takes seconds longer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">The deployment failed; the message says why.</exception>
    public static async Task<DeployedStack> DeployAsync(
        MotoServer moto,
        string name,
        IReadOnlyDictionary<string, string>? parameters = null,
        string? template = null,
        bool withAllFacts = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(moto);
        var given = new Dictionary<string, string>(parameters ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        given.TryAdd("TelegramBotToken", "123456:abcdefghijklmnopqrstuvwxyz");
        given.TryAdd("WorkerAmi", PublishedImage);
        var result = await StackScript.RunAsync(
            [
                Path.Combine(StackTemplate.Folder, "deploy.py"), .. withAllFacts ? ["--facts"] : Array.Empty<string>(), template ?? StackTemplate.FilePath, name,
                .. given.Select(pair => $"{pair.Key}={pair.Value}"),
            ],
            // boto3 reads the region from this variable only.
            moto.Environment.Append(new("AWS_DEFAULT_REGION", MotoServer.Region)),
            cancellationToken);
        return result.ExitCode == 0
            ? new DeployedStack(JsonNode.Parse(result.Output)!.AsObject())
            : throw new InvalidOperationException($"The stack was not deployed: {result.Errors}");
    }

    private static DeployedFunction Function(JsonNode node) => new((string)node["name"]!, (string)node["arn"]!, Texts(node["environment"]!));

    private static Dictionary<string, string> Texts(JsonNode node) => node.Deserialize<Dictionary<string, string>>()!;

    private static Dictionary<string, string> Settings(string userData) => userData
        .Split('\n', StringSplitOptions.TrimEntries)
        .SkipWhile(line => !line.StartsWith("content:", StringComparison.Ordinal))
        .Select(line => line.Split('=', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}

/// <summary>A function of the stack.</summary>
/// <param name="Name">Its name in Lambda.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Environment">Its environment variables, <c>ANNOTATIONS_HANDLER</c> among them.</param>
public sealed record DeployedFunction(string Name, string Arn, IReadOnlyDictionary<string, string> Environment);
