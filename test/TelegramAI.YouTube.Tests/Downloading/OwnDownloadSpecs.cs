using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TelegramAI.YouTube.Tests.Downloading;

/// <summary>
/// YoutubeExplode's own downloads ask for ever for a segment that the server has no byte of.
/// https://github.com/Tyrrrz/YoutubeExplode/blob/master/YoutubeExplode/Videos/Streams/MediaStream.cs
/// </summary>
public class OwnDownloadSpecs
{
    private const string Client = "YoutubeExplode.Videos.Streams.StreamClient";

    [Fact]
    public void The_product_uses_YoutubeExplode_to_find_streams_and_never_to_read_them()
    {
        var assemblies = Directory.GetFiles(AppContext.BaseDirectory, "TelegramAI.*.dll")
            .Where(path => !path.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(assemblies, path => path.EndsWith("TelegramAI.YouTube.dll", StringComparison.Ordinal));

        Assert.Equal(["GetManifestAsync"], assemblies.SelectMany(MembersOfClient).Distinct(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> MembersOfClient(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.MemberReferences
               let member = metadata.GetMemberReference(handle)
               where member.Parent.Kind is HandleKind.TypeReference
               let type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent)
               where $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}" is Client
               select metadata.GetString(member.Name),
        ];
    }
}
