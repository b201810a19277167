namespace TelegramAI.Architecture.Tests.Rig;

/// <summary>The checkout that the specs were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TelegramAI.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No checkout is around {AppContext.BaseDirectory}");
    }
}
