using System.IO.Compression;
using System.Xml.Linq;
using TelegramAI.Testing.Files;

namespace TelegramAI.Packages.Tests.Rig;

/// <summary>A folder that plays a registry with published packages: each is the stand-in of its name, packed under the pinned version.</summary>
internal sealed class PackageFeed(string folder)
{
    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public void PublishAll()
    {
        foreach (var id in PinnedPackages.StandIns)
            Publish(id, PinnedPackages.Versions[id]);
    }

    public void Publish(string id, string version)
    {
        using var package = ZipFile.Open(PathOf(id, version), ZipArchiveMode.Create);
        using (var nuspec = package.CreateEntry($"{id}.nuspec").Open())
            NuspecOf(id, version).Save(nuspec);

        package.CreateEntryFromFile(PinnedPackages.BinaryOf(id), $"lib/net10.0/{id}.dll");
        if (File.Exists(PinnedPackages.BinaryOf($"{id}.SourceGenerator")))
            package.CreateEntryFromFile(PinnedPackages.BinaryOf($"{id}.SourceGenerator"), $"analyzers/dotnet/cs/{id}.SourceGenerator.dll");
    }

    public void Withdraw(string id) => File.Delete(PathOf(id, PinnedPackages.Versions[id]));

    private string PathOf(string id, string version) => Path.Combine(Folder, $"{id}.{version}.nupkg");

    private static XDocument NuspecOf(string id, string version) => new(
        new XElement(
            Nuspec + "package",
            new XElement(
                Nuspec + "metadata",
                new XElement(Nuspec + "id", id),
                new XElement(Nuspec + "version", version),
                new XElement(Nuspec + "authors", "Specs"),
                new XElement(Nuspec + "description", "A stand-in, packed by the specs."),
                new XElement(
                    Nuspec + "dependencies",
                    new XElement(Nuspec + "group", new XAttribute("targetFramework", "net10.0"), DependenciesOf(id))))));

    private static IEnumerable<XElement> DependenciesOf(string id) =>
        from reference in XDocument.Load(Path.Combine(Repository.Root, "standins", id, $"{id}.csproj")).Descendants("PackageReference")
        let name = (string)reference.Attribute("Include")!
        select new XElement(Nuspec + "dependency", new XAttribute("id", name), new XAttribute("version", PinnedPackages.Versions[name]));
}
