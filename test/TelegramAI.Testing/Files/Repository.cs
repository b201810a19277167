namespace TelegramAI.Testing.Files;

/// <summary>The checkout that the specs were built in.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TelegramAI.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout of the repository");
    }
}
