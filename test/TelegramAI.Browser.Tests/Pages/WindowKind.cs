using Microsoft.Playwright;

namespace TelegramAI.Browser.Tests.Pages;

/// <summary>What a person looks at.</summary>
public sealed record WindowKind(string Name, int Width, int Height, bool IsPhone, bool IsDark)
{
    public static WindowKind Desktop { get; } = new("desktop", 1440, 900, IsPhone: false, IsDark: false);

    public static WindowKind Phone { get; } = new("phone", 390, 844, IsPhone: true, IsDark: true);

    public BrowserNewContextOptions Options() => new()
    {
        ViewportSize = new ViewportSize { Width = Width, Height = Height },
        IsMobile = IsPhone,
        HasTouch = IsPhone,
        ColorScheme = IsDark ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
    };
}
