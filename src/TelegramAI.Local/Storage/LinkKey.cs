using System.Security.Cryptography;

namespace TelegramAI.Local.Storage;

/// <summary>The secret that signs links. Kept in a file, so that links outlive the process.</summary>
public sealed record LinkKey
{
    private const int Length = 32;

    private LinkKey(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the key's file, or makes it.</summary>
    /// <exception cref="DamagedFileException">The file is no key.</exception>
    public static LinkKey Open(string path)
    {
        if (!File.Exists(path))
            Create(path);

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == Length
            ? new LinkKey(bytes)
            : throw new DamagedFileException(path, "is no key", "delete it to get a new one, with which older links do not work");
    }

    /// <summary>The key is not printed.</summary>
    public override string ToString() => nameof(LinkKey);

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
