using System.Security.Cryptography;

namespace TelegramAI.Disk.Files;

/// <summary>A file of random bytes that only its owner reads: it outlives the process.</summary>
public static class SecretFile
{
    private const int Length = 32;

    /// <summary>Reads the file, or makes it.</summary>
    /// <exception cref="DamagedFileException">It has not the length of a secret.</exception>
    public static byte[] Open(string path, string remedy)
    {
        if (!File.Exists(path))
            Create(path);

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == Length ? bytes : throw new DamagedFileException(path, "is no key", remedy);
    }

    private static void Create(string path)
    {
        var aside = $"{path}.new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var file = new FileStream(aside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path);
    }
}
