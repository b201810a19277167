using Microsoft.Playwright;
using TelegramAI.Browser.Tests.Pages;

[assembly: AssemblyFixture(typeof(TelegramAI.Browser.Tests.Product.BrowserSession))]

// One browser and one product already keep the cores of a small machine busy.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TelegramAI.Browser.Tests.Product;

/// <summary>One browser and one running product for all specs, each of which has a chat of its own in it.</summary>
public sealed class BrowserSession : IAsyncLifetime
{
    /// <summary>A quiet browser: it asks nothing of the network by itself, and it may play with sound.</summary>
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private LocalProcess? _product;
    private int _chats;

    /// <summary>The secret of the product that the specs share.</summary>
    public byte[] SharedSecret => [.. _product!.Secret];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_product is not null)
            await _product.DisposeAsync();
    }

    /// <summary>Opens a new chat in a window of its own, without anything that another window has stored.</summary>
    /// <param name="product">Null for the product that the specs share.</param>
    public async Task<ChatWindow> OpenChatAsync(WindowKind? kind = null, LocalProcess? product = null)
    {
        var browser = await BrowserAsync();
        product ??= _product ??= await LocalProcess.StartAsync(speed: 60, TestContext.Current.CancellationToken);
        var context = await browser.NewContextAsync((kind ?? WindowKind.Desktop).Options());
        return await ChatWindow.OpenAsync(context, new Uri(product.Address, $"?chat={++_chats}&key={product.Key}"));
    }

    private async Task<IBrowser> BrowserAsync()
    {
        var chromium = Requirements.NeedChromium();
        _playwright ??= await Playwright.CreateAsync();
        return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
    }
}
