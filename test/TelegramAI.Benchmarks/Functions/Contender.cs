using TelegramAI.Benchmarks.Measuring;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.Benchmarks.Functions;

/// <summary>A program that takes the update and sends a message for it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Command">The executable and its arguments.</param>
/// <param name="Calls">The calls of AWS that it makes for one update, made by this process.</param>
internal sealed record Contender(string Name, IReadOnlyList<string> Command, Func<Task> Calls)
{
    /// <summary>Builds all of them, the one that the others are compared with first.</summary>
    public static async Task<IReadOnlyList<Contender>> BuildAsync(string folder, Cloud cloud)
    {
        var bot = await PublishedFunctions.PublishAsync(Path.Combine(folder, "bot"));

        var floor = Path.Combine(folder, "floor");
        await Publication.PublishNativeAsync(Path.Combine("test", "TelegramAI.Benchmarks.Baseline", "TelegramAI.Benchmarks.Baseline.csproj"), floor, []);

        var jit = Path.Combine(folder, "jit");
        await Publication.PublishAsync(PublishedFunctions.Project, jit, ["-p:PublishAot=false", "--self-contained", "false"]);

        return
        [
            new Contender("bot, native", [bot.Executable], cloud.LookCountAndSendAsync),
            new Contender("bare loop, native (the floor)", [Path.Combine(floor, "TelegramAI.Benchmarks.Baseline")], cloud.SendAsync),
            new Contender("bot, JIT", [Child.DotNet, Path.Combine(jit, "bootstrap.dll")], cloud.LookCountAndSendAsync),
            new Contender("Python with boto3", ["python3", Path.Combine(AppContext.BaseDirectory, "python_bot.py")], cloud.LookCountAndSendAsync),
        ];
    }
}
