using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using TelegramAI.Core.Packages;

namespace TelegramAI.Local.Startup;

/// <summary>Says the program's version, and which packages it was built with.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        output.WriteLine($"Built with {BuiltPackages.Read()}");
        return 0;
    }
}
