using System.Diagnostics;
using TelegramAI.Testing.Aws;

namespace AWSSDK.Tests.Shared;

/// <summary>Amazon's own endpoint rules, as the Python SDK applies them; it comes with moto.</summary>
internal sealed record BotocoreEndpoints(string Service, string Region, bool Fips, bool DualStack, string Address)
{
    private const string Script = """
        import botocore.session
        from botocore.endpoint_provider import EndpointProvider

        loader = botocore.session.get_session().get_component("data_loader")
        partitions = loader.load_data("partitions")
        for service in ("cloudwatch", "autoscaling", "secretsmanager"):
            rules = EndpointProvider(loader.load_service_model(service, "endpoint-rule-set-1"), partitions)
            for partition in partitions["partitions"]:
                for region in partition["regions"]:
                    if region.endswith("-global"):
                        continue
                    for fips in (False, True):
                        for dual in (False, True):
                            endpoint = rules.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual)
                            print(service, region, fips, dual, endpoint.url)
        """;

    public static async Task<IReadOnlyList<BotocoreEndpoints>> ListAsync()
    {
        Assert.SkipUnless(MotoServer.SkipReason is null, MotoServer.SkipReason ?? "");
        var cancellation = TestContext.Current.CancellationToken;
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-c", Script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = await python.StandardOutput.ReadToEndAsync(cancellation);
        await python.WaitForExitAsync(cancellation);
        Assert.Equal(0, python.ExitCode);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static BotocoreEndpoints Parse(string line) =>
        line.TrimEnd().Split(' ') is [var service, var region, var fips, var dual, var address]
            ? new(service, region, bool.Parse(fips), bool.Parse(dual), address)
            : throw new FormatException(line);
}
