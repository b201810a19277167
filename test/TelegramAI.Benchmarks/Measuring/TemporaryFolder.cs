namespace TelegramAI.Benchmarks.Measuring;

/// <summary>A folder that goes with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("telegramai-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
