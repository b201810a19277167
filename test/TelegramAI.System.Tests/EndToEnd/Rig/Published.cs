using TelegramAI.System.Tests.EndToEnd.Rig;
using TelegramAI.Testing.Lambda;

[assembly: AssemblyFixture(typeof(Published))]

namespace TelegramAI.System.Tests.EndToEnd.Rig;

/// <summary>The published functions, for all specs. Nothing is made where they would be skipped.</summary>
public sealed class Published : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-published-");
    private readonly Lazy<Task<PublishedFunctions>> _functions;

    public Published() => _functions = new(() => PublishedFunctions.PublishAsync(_folder.FullName));

    public Task<PublishedFunctions> FunctionsAsync() => _functions.Value;

    public void Dispose() => _folder.Delete(recursive: true);
}
