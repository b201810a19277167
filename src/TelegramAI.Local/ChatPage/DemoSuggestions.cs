using TelegramAI.DemoYouTube.Catalogue;

namespace TelegramAI.Local.ChatPage;

/// <summary>Offers what there is to see in the demo.</summary>
public sealed class DemoSuggestions : ISuggestions
{
    private const int Many = 50;

    private static readonly IReadOnlyList<Suggestion> All =
    [
        .. DemoCatalogue.Videos.Where(video => video.Kind is DemoVideoKind.Playable).Select(Playable),
        new Suggestion("Words: test pattern", "test pattern"),
        new Suggestion("Words that find nothing", "xyzzy plugh"),
        new Suggestion($"{Many} videos at once", string.Join('\n', Enumerable.Range(1, Many).Select(n => $"https://www.youtube.com/watch?v=many-{n:000000}"))),
        .. DemoCatalogue.Videos.Where(video => video.Kind is not DemoVideoKind.Playable).Select(video => new Suggestion(video.Title, video.Url)),
    ];

    public ValueTask<IReadOnlyList<Suggestion>> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(All);

    private static Suggestion Playable(DemoVideo video) => new($"{video.Qualities.Max()}p: {video.Title}", $"{video.Url} {video.Qualities.Max()}p");
}
