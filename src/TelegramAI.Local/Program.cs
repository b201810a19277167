using System.CommandLine;
using TelegramAI.Local.Startup;

var command = new LocalCommand().Create(LocalHost.RunAsync);
var parsed = command.Parse(args);

if (parsed.Errors is [var error, ..])
{
    await Console.Error.WriteLineAsync($"{error.Message.Split('\n')[0].TrimEnd('.', ' ')}: --help lists what there is.");
    return 2;
}

// The host stops by itself on Ctrl+C, in its own time: cutting it off would lose nothing, but make work wait.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
