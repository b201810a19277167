using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Lambda;

[assembly: AssemblyFixture(typeof(Functions))]

namespace TelegramAI.Functions.Tests.Rig;

/// <summary>The published executable and one moto, for all specs. Nothing is made where they would be skipped.</summary>
public sealed class Functions : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-functions");
    private PublishedFunctions? _published;
    private MotoServer? _moto;

    public static string? SkipReason => PublishedFunctions.SkipReason ?? StackTemplate.SkipReason ?? MotoServer.SkipReason;

    public PublishedFunctions Published
    {
        get
        {
            SkipWhereMissing();
            return _published!;
        }
    }

    public MotoServer Moto
    {
        get
        {
            SkipWhereMissing();
            return _moto!;
        }
    }

    public static void SkipWhereMissing() => Assert.SkipUnless(SkipReason is null, SkipReason ?? "");

    public async ValueTask InitializeAsync()
    {
        if (SkipReason is not null)
            return;

        var starting = MotoServer.StartAsync();
        _published = await PublishedFunctions.PublishAsync(_folder.FullName);
        _moto = await starting;
    }

    public async ValueTask DisposeAsync()
    {
        if (_moto is not null)
            await _moto.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
