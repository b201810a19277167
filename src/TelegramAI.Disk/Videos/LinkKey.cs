using TelegramAI.Disk.Files;

namespace TelegramAI.Disk.Videos;

/// <summary>The secret that signs links. Kept in a file, so that links outlive the process.</summary>
public sealed record LinkKey
{
    private LinkKey(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the key's file, or makes it.</summary>
    /// <exception cref="DamagedFileException">The file is no key.</exception>
    public static LinkKey Open(string path) =>
        new(SecretFile.Open(path, remedy: "delete it to get a new one, with which older links do not work"));

    /// <summary>The key is not printed.</summary>
    public override string ToString() => nameof(LinkKey);
}
